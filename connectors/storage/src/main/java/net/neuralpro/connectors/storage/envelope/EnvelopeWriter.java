package net.neuralpro.connectors.storage.envelope;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentWriter;

/**
 * Encrypts files for some recipients, in bounded memory. Every envelope has a fresh random key, so
 * that two of the same files have nothing in common. For use by one thread.
 */
public final class EnvelopeWriter {
  private final EnvelopeTarget target;
  private final Set<Recipient> recipients;
  private final SecureRandom random = new SecureRandom();
  private final PushKey key = PushKey.random(random);
  private final TreeMap<String, EnvelopeFile> files = new TreeMap<>();
  private boolean finished;

  /**
   * An envelope for these recipients.
   *
   * @throws IllegalArgumentException unless they are 1 to 64
   */
  public EnvelopeWriter(EnvelopeTarget target, Set<Recipient> recipients) {
    if (recipients.isEmpty() || recipients.size() > EnvelopeHeader.MAX_RECIPIENTS) {
      throw new IllegalArgumentException(
          "Cannot encrypt to " + recipients.size() + " recipients: 1 to 64");
    }
    this.target = target;
    this.recipients = Set.copyOf(recipients);
  }

  /**
   * Adds a file; the stream is read to its end and left open.
   *
   * @param path relative, parts separated by {@code /}
   * @return what was added, with the identifier of the bytes that were read
   * @throws IllegalArgumentException if the path leads out of its folder or was added before
   */
  public EnvelopeFile add(String path, InputStream bytes) throws IOException {
    requireOpen();
    EnvelopeFile.requirePath(path);
    if (files.containsKey(path)) {
      throw new IllegalArgumentException("Cannot add " + path + " to an envelope twice");
    }
    if (files.size() == EnvelopeIndex.MAX_FILES) {
      throw new StorageException(
          "ENVELOPE-LIMIT",
          "Cannot put more than "
              + EnvelopeIndex.MAX_FILES
              + " files into an envelope; perhaps make several");
    }
    ObjectId object = ObjectId.random(random);
    ContentWriter plain = new ContentWriter(new Forgetting());
    try (plain) {
      put(object, new Tee(bytes, plain), key.file(object));
    }
    EnvelopeFile file = new EnvelopeFile(path, plain.size(), plain.cid(), object);
    files.put(path, file);
    return file;
  }

  /**
   * Writes the index and the header; only now the envelope can be opened.
   *
   * @param root what the files are together: the root of a dataset
   */
  public void finish(Cid root) throws IOException {
    requireOpen();
    finished = true;
    byte[] index = new EnvelopeIndex(root, List.copyOf(files.values())).padded();
    ObjectId object = ObjectId.random(random);
    put(object, new ByteArrayInputStream(index), key.index(object));
    List<KeyWrap> wrapped = new ArrayList<>();
    recipients.forEach(recipient -> wrapped.add(KeyWrap.of(key, recipient)));
    wrapped.sort((one, other) -> one.encapsulated().compareTo(other.encapsulated()));
    EnvelopeHeader header =
        new EnvelopeHeader(EnvelopeHeader.VERSION, object, index.length, wrapped, Optional.empty())
            .sealed(key);
    target.put(EnvelopeHeader.PATH, new ByteArrayInputStream(header.bytes()));
  }

  private void put(ObjectId object, InputStream plain, ChunkCipher cipher) throws IOException {
    SealingStream sealed = new SealingStream(plain, cipher);
    target.put(object.path(), sealed);
    if (!sealed.ended()) {
      throw new IOException(
          "Cannot write " + object.path() + " of an envelope: not all of it was taken");
    }
  }

  private void requireOpen() {
    if (finished) {
      throw new IllegalStateException("Nothing can be added to a finished envelope");
    }
  }

  /** Passes on what is read to the writer that computes the identifier. */
  private static final class Tee extends InputStream {
    private final InputStream source;
    private final ContentWriter copy;

    Tee(InputStream source, ContentWriter copy) {
      this.source = source;
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int value = source.read();
      if (value >= 0) {
        copy.write(value);
      }
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = source.read(target, offset, length);
      if (count > 0) {
        copy.write(target, offset, count);
      }
      return count;
    }
  }

  /** Keeps nothing: only identifiers are wanted. */
  private record Forgetting() implements BlockStore {
    @Override
    public void put(Block block) {}

    @Override
    public Optional<Block> get(Cid cid) {
      return Optional.empty();
    }

    @Override
    public boolean has(Cid cid) {
      return false;
    }
  }
}

package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.envelope.EnvelopeFile;
import net.neuralpro.connectors.storage.envelope.EnvelopeReader;
import net.neuralpro.connectors.storage.envelope.EnvelopeSource;
import net.neuralpro.connectors.storage.envelope.RecipientKey;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.Multicodec;

/** A parcel in an envelope, for one of its recipients. */
final class SealedParcel implements ParcelSource {
  /** The file by which a folder is known as an envelope. */
  static final String HEADER = "envelope.json";

  private static final int BUFFER = 1 << 20;

  private final EnvelopeReader reader;
  private final Parcel parcel;
  private final Map<Cid, EnvelopeFile> files;

  private SealedParcel(EnvelopeReader reader, Parcel parcel, Map<Cid, EnvelopeFile> files) {
    this.reader = reader;
    this.parcel = parcel;
    this.files = files;
  }

  /**
   * Opens the envelope in a folder.
   *
   * @throws StorageException ENVELOPE-RECIPIENT if it was not made for this key, ENVELOPE-ROOT if
   *     it does not hold what it says
   */
  static SealedParcel open(BlockStore blocks, Cid folder, RecipientKey key) throws IOException {
    EnvelopeReader reader = EnvelopeReader.open(new Parts(blocks, folder), key);
    Map<Cid, EnvelopeFile> files = new HashMap<>();
    reader.files().forEach(file -> files.put(file.cid(), file));
    Cid rootFile = Cid.ofDigest(Multicodec.RAW, reader.root().digest());
    EnvelopeFile file = files.get(rootFile);
    if (file == null || file.bytes() > Block.MAX_SIZE) {
      throw altered(folder);
    }
    Block root;
    try (InputStream in = reader.open(file, ByteRange.ALL)) {
      root = new Block(reader.root(), in.readNBytes(Block.MAX_SIZE));
    }
    if (!root.isGenuine()) {
      throw altered(folder);
    }
    return new SealedParcel(reader, Parcel.of(root), files);
  }

  private static StorageException altered(Cid folder) {
    return new StorageException(
        "ENVELOPE-ROOT",
        "Cannot use envelope %s: it does not hold the root that it names".formatted(folder));
  }

  /** The parts of an envelope in a folder of blocks. */
  private record Parts(BlockStore blocks, Cid folder) implements EnvelopeSource {
    @Override
    public String name() {
      return folder.toString();
    }

    @Override
    public InputStream open(String path, ByteRange range) throws IOException {
      Cid part =
          new ContentFolders(blocks)
              .find(folder, path)
              .orElseThrow(
                  () ->
                      new StorageException(
                          "ENVELOPE-MISSING",
                          "Cannot find %s in envelope %s".formatted(path, folder)));
      SeekableByteChannel channel = new ContentFiles(blocks).open(part);
      return Channels.newInputStream(channel.position(range.start()));
    }
  }

  @Override
  public Parcel parcel() {
    return parcel;
  }

  @Override
  public void fetch(WantedFile wanted, LongConsumer progress) throws IOException {
    EnvelopeFile file = files.get(wanted.cid());
    if (file == null || file.bytes() != wanted.bytes()) {
      throw new StorageException(
          "ENVELOPE-MISSING", "Cannot find file %s in the envelope".formatted(wanted.cid()));
    }
    Path target = wanted.target();
    Files.createDirectories(target.toAbsolutePath().getParent());
    long there = Files.exists(target) ? Math.min(Files.size(target), wanted.bytes()) : 0;
    progress.accept(there);
    append(file, target, there, progress);
    Cid cid;
    try (InputStream in = Files.newInputStream(target)) {
      cid = ContentFiles.identify(in);
    }
    if (!cid.equals(wanted.cid())) {
      Files.delete(target);
      throw new StorageException(
          "ENVELOPE-ROOT",
          "Cannot use a file of the envelope: its bytes are %s where the root names %s"
              .formatted(cid, wanted.cid()));
    }
  }

  private void append(EnvelopeFile file, Path target, long start, LongConsumer progress)
      throws IOException {
    try (FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        InputStream in = reader.open(file, ByteRange.from(start))) {
      out.truncate(start).position(start);
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Channels.newOutputStream(out).write(buffer, 0, count);
        progress.accept(count);
      }
      out.force(true);
    }
  }
}

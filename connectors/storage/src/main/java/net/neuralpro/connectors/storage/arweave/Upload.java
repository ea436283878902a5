package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.schemas.content.Sha256;

/**
 * What is known of one upload, kept on the disk, so that one that broke off goes on for the
 * transaction that may be paid already. The transaction is written here before any node sees it.
 * Only one process has it open.
 */
final class Upload implements Closeable {
  private static final int SAVE_EVERY = 16;
  private static final int MAX_BYTES = 4 << 20;

  private final Path file;
  private final FileChannel lock;
  private Optional<ArweaveTransaction> transaction = Optional.empty();
  private BitSet sent = new BitSet();
  private boolean complete;
  private int unsaved;

  private Upload(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * The upload of this data with these tags by this wallet.
   *
   * @throws StorageException ARWEAVE-BUSY if it is open already, ARWEAVE-MALFORMED if its file was
   *     altered
   */
  static Upload open(Path folder, ChunkTree data, List<Tag> tags, ArweaveWallet wallet)
      throws IOException {
    byte[] key = Sha256.of(data.root(), Sha256.of(wallet.owner()), AvroTags.write(tags));
    Path file = folder.resolve(HexFormat.of().formatHex(key) + ".json");
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      requireLock(lock, file);
      Upload upload = new Upload(file, lock);
      if (Files.exists(file)) {
        upload.load(data, tags, wallet);
      }
      return upload;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireLock(FileChannel lock, Path file) throws IOException {
    FileLock held = null;
    try {
      held = lock.tryLock();
    } catch (OverlappingFileLockException e) {
      throw busy(file);
    }
    if (held == null) {
      throw busy(file);
    }
  }

  private static StorageException busy(Path file) {
    return new StorageException(
        "ARWEAVE-BUSY", "Cannot upload: another process is at it, by " + file);
  }

  private void load(ChunkTree data, List<Tag> tags, ArweaveWallet wallet) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw altered();
    }
    try {
      JsonNode json = Json.read(Files.readAllBytes(file));
      byte[] text = json.path("transaction").toString().getBytes(StandardCharsets.UTF_8);
      ArweaveTransaction read = ArweaveTransaction.read(text, file.toString());
      if (!Arrays.equals(read.content().dataRoot(), data.root())
          || !Arrays.equals(read.content().owner(), wallet.owner())
          || !read.content().tags().equals(tags)) {
        throw altered();
      }
      transaction = Optional.of(read);
      sent = BitSet.valueOf(Base64Url.decode(json.path("sent").asText()));
      complete = json.path("complete").asBoolean();
    } catch (IllegalArgumentException e) {
      throw altered();
    }
  }

  private StorageException altered() {
    return new StorageException(
        "ARWEAVE-MALFORMED",
        "Cannot go on with the upload in "
            + file
            + ": the file was altered; perhaps look whether it was paid before you remove it");
  }

  /** The transaction that was signed for it, if any. */
  Optional<ArweaveTransaction> transaction() {
    return transaction;
  }

  /** Keeps the transaction, from now on the only one for it. */
  void begin(ArweaveTransaction signed) throws IOException {
    transaction = Optional.of(signed);
    save();
  }

  boolean isComplete() {
    return complete;
  }

  synchronized boolean isSent(int chunk) {
    return sent.get(chunk);
  }

  /** Notes that a node has a chunk; on the disk now and then. */
  synchronized void markSent(int chunk) throws IOException {
    sent.set(chunk);
    unsaved++;
    if (unsaved >= SAVE_EVERY) {
      save();
    }
  }

  /** Forgets which chunks nodes have, so that all are sent again. */
  synchronized void forgetSent() throws IOException {
    sent.clear();
    save();
  }

  void finish() throws IOException {
    complete = true;
    save();
  }

  synchronized void save() throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("transaction", transaction.orElseThrow().json());
    json.put("sent", Base64Url.encode(sent.toByteArray()));
    json.put("complete", complete);
    AtomicFile.write(file, json.toString().getBytes(StandardCharsets.UTF_8));
    unsaved = 0;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}

package net.neuralpro.connectors.storage.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.StoreStatus;
import net.neuralpro.connectors.storage.contents.BatchedBlocks;
import net.neuralpro.connectors.storage.contents.BlockBatch;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/**
 * Blocks as files in the layout of Kubo's flatfs: named by multihash, in folders by the next to
 * last two letters of the name. Safe for several threads and processes, and through {@code kill -9}
 * and the loss of power: a block is there whole or not at all, and one that was put stays.
 *
 * <p>While a store is open nobody deletes from it; see {@link StoreLock}.
 */
public final class EmbeddedBlockStore implements BatchedBlocks, Closeable {
  private static final String SHARDING = "/repo/flatfs/shard/v1/next-to-last/2\n";
  private static final String SHARDING_FILE = "SHARDING";

  private final Path folder;
  private final StoreLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBlockStore(Path folder, StoreLock lock) {
    this.folder = folder.toAbsolutePath();
    this.lock = lock;
  }

  /**
   * Opens the store in this folder, which is made if it is not there. Waits while garbage is
   * collected from it.
   */
  public static EmbeddedBlockStore open(Path folder) throws IOException {
    requireLayout(folder);
    return new EmbeddedBlockStore(folder, StoreLock.share(folder));
  }

  /**
   * Opens the store so that nobody else has it open.
   *
   * @throws StorageException STORE-IN-USE if somebody has
   */
  static EmbeddedBlockStore openAlone(Path folder) throws IOException {
    requireLayout(folder);
    return new EmbeddedBlockStore(folder, StoreLock.alone(folder));
  }

  private static void requireLayout(Path folder) throws IOException {
    Path sharding = folder.resolve(SHARDING_FILE);
    if (!Files.exists(sharding)) {
      AtomicFile.write(sharding, SHARDING.getBytes(StandardCharsets.UTF_8));
    } else if (!Files.readString(sharding).equals(SHARDING)) {
      throw new IOException(
          "Cannot open the block store "
              + folder
              + ": its SHARDING file names another layout than "
              + SHARDING.strip());
    }
  }

  @Override
  public void put(Block block) throws IOException {
    Path file = place(block);
    AtomicFile.force(file.resolveSibling(""));
  }

  /** Sees to it that the block's file is there, and is what it must be. */
  private Path place(Block block) throws IOException {
    Path file = BlockFile.path(folder, block.cid());
    if (!holds(file, block.bytes())) {
      AtomicFile.place(file, block.bytes());
    }
    return file;
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public BlockBatch batch() {
    return new Batch();
  }

  /** Blocks whose folders are forced to the disk together. */
  private final class Batch implements BlockBatch {
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    @Override
    public void put(Block block) throws IOException {
      folders.add(place(block).getParent());
    }

    @Override
    public void flush() throws IOException {
      for (Path shard : List.copyOf(folders)) {
        AtomicFile.force(shard);
        folders.remove(shard);
      }
    }

    @Override
    public Optional<Block> get(Cid cid) throws IOException {
      return EmbeddedBlockStore.this.get(cid);
    }

    @Override
    public boolean has(Cid cid) {
      return EmbeddedBlockStore.this.has(cid);
    }
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Path file = BlockFile.path(folder, cid);
    byte[] bytes;
    try {
      if (Files.size(file) > Block.MAX_SIZE) {
        throw altered(cid, file);
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!cid.names(bytes)) {
      throw altered(cid, file);
    }
    return Optional.of(new Block(cid, bytes));
  }

  private static StorageException altered(Cid cid, Path file) {
    return new StorageException(
        "STORE-ALTERED",
        "Cannot read block %s: the bytes of %s are not those that were stored; perhaps the disk is"
                .formatted(cid, file)
            + " failing. Run neural store fsck --repair, then again what made it");
  }

  @Override
  public boolean has(Cid cid) {
    return Files.exists(BlockFile.path(folder, cid));
  }

  /** Looks at one file. */
  @FunctionalInterface
  interface Visitor {
    void visit(BlockFile file) throws IOException;
  }

  /** Shows every file in the store's folders but those of the store itself, sorted. */
  void visit(Visitor visitor) throws IOException {
    for (Path entry : children(folder)) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        for (Path file : children(entry)) {
          visitor.visit(BlockFile.of(folder, file));
        }
      } else if (!isOwn(entry.getFileName().toString())) {
        visitor.visit(BlockFile.of(folder, entry));
      }
    }
  }

  /** How many blocks there are. */
  StoreStatus status(Path name, long pins) throws IOException {
    long[] counted = new long[2];
    visit(
        file -> {
          if (file.multihash().isPresent()) {
            counted[0]++;
            counted[1] += Files.size(file.path());
          }
        });
    return new StoreStatus(name.toString(), "embedded, flatfs", counted[0], counted[1], pins);
  }

  private static boolean isOwn(String name) {
    return name.equals(SHARDING_FILE) || name.equals(StoreLock.FILE);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed.getAndSet(true)) {
      lock.close();
    }
  }
}

package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/**
 * Blocks as files in the layout of Kubo's flatfs: named by multihash, in folders by the next to
 * last two letters of the name. Safe for several threads and processes, and through {@code kill
 * -9}: a block is there whole or not at all.
 */
public final class EmbeddedBlockStore implements BlockStore {
  private static final String SHARDING = "/repo/flatfs/shard/v1/next-to-last/2\n";

  private final Path folder;

  private EmbeddedBlockStore(Path folder) {
    this.folder = folder;
  }

  /** Opens the store in this folder, which is made if it is not there. */
  public static EmbeddedBlockStore open(Path folder) throws IOException {
    Path sharding = folder.resolve("SHARDING");
    if (!Files.exists(sharding)) {
      AtomicFile.write(sharding, SHARDING.getBytes(StandardCharsets.UTF_8));
    } else if (!Files.readString(sharding).equals(SHARDING)) {
      throw new IOException(
          "Cannot open the block store "
              + folder
              + ": its SHARDING file names another layout than "
              + SHARDING.strip());
    }
    return new EmbeddedBlockStore(folder);
  }

  @Override
  public void put(Block block) throws IOException {
    Path file = file(block.cid());
    if (!isWhole(file, block.bytes().length)) {
      AtomicFile.write(file, block.bytes());
    }
  }

  private static boolean isWhole(Path file, int size) throws IOException {
    try {
      return Files.size(file) == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Path file = file(cid);
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

  private static IOException altered(Cid cid, Path file) {
    return new IOException(
        "Cannot read block %s: the bytes of %s are not those that were stored; perhaps the disk is"
                .formatted(cid, file)
            + " failing. Delete that file and run again to make it anew");
  }

  @Override
  public boolean has(Cid cid) {
    return Files.exists(file(cid));
  }

  private Path file(Cid cid) {
    String multihash = cid.multihash().toUpperCase(Locale.ROOT);
    int end = multihash.length();
    return folder.resolve(multihash.substring(end - 3, end - 1)).resolve(multihash + ".data");
  }
}

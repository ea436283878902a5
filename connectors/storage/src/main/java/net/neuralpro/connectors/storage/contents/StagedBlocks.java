package net.neuralpro.connectors.storage.contents;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/**
 * Blocks in one file that lasts until this is closed, over a store that is only read. Holds a place
 * for each block in memory, so that their number is bounded.
 */
public final class StagedBlocks implements BlockStore, Closeable {
  private static final int MAX_BLOCKS = 1 << 20;

  private final BlockStore below;
  private final FileChannel file;
  private final Map<Cid, Place> places = new LinkedHashMap<>();
  private long end;

  private record Place(long start, int length) {}

  /**
   * Nothing staged yet.
   *
   * @param folder on a disk that has room for all of it; made if it is not there
   */
  public StagedBlocks(Path folder, BlockStore below) throws IOException {
    this.below = below;
    Files.createDirectories(folder);
    file =
        FileChannel.open(
            Files.createTempFile(folder, "import", ".tmp"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  @Override
  public synchronized void put(Block block) throws IOException {
    Cid cid = block.cid();
    if (places.containsKey(cid)) {
      return;
    }
    if (places.size() == MAX_BLOCKS) {
      throw new StorageException(
          "STORE-IMPORT-SIZE",
          "Cannot import more than %d blocks at once; perhaps import smaller parts"
              .formatted(MAX_BLOCKS));
    }
    ByteBuffer bytes = ByteBuffer.wrap(block.bytes());
    long start = end;
    while (bytes.hasRemaining()) {
      end += file.write(bytes, end);
    }
    places.put(cid, new Place(start, block.bytes().length));
  }

  @Override
  public synchronized Optional<Block> get(Cid cid) throws IOException {
    Place place = places.get(cid);
    return place == null ? below.get(cid) : Optional.of(read(cid, place));
  }

  private Block read(Cid cid, Place place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, place.start() + bytes.position()) < 0) {
        throw new IOException("Cannot read staged block " + cid + ": its file was cut off");
      }
    }
    Block block = new Block(cid, bytes.array());
    if (!block.isGenuine()) {
      throw new StorageException(
          "STORE-ALTERED",
          "Cannot import block %s: it was altered on the disk meanwhile".formatted(cid));
    }
    return block;
  }

  @Override
  public synchronized boolean has(Cid cid) throws IOException {
    return places.containsKey(cid) || below.has(cid);
  }

  /** Puts all staged blocks into a store, in the order in which they came. */
  public synchronized void putAll(BlockStore store) throws IOException {
    for (Map.Entry<Cid, Place> place : places.entrySet()) {
      store.put(read(place.getKey(), place.getValue()));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

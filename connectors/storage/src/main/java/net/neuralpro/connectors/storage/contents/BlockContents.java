package net.neuralpro.connectors.storage.contents;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.StoreStatus;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.UnfitFileException;

/** Contents above any store of blocks, with a book of pins beside it. */
public final class BlockContents implements ContentStore {
  /** Name and keep the chunks of a file, each holding one. */
  private static final int THREADS = Math.min(8, Runtime.getRuntime().availableProcessors());

  private final BlockStore blocks;
  private final PinBook pins;
  private final Inventory inventory;
  private final Path staging;
  private final Closeable resource;

  /**
   * @param blocks keeps the blocks; if it has batches, what is added is acknowledged together
   * @param pins keeps the pins
   * @param inventory knows how many blocks there are
   * @param staging a folder on a disk that has room for the largest CAR that is imported; made if
   *     it is not there
   * @param resource closed with this store
   */
  public BlockContents(
      BlockStore blocks, PinBook pins, Inventory inventory, Path staging, Closeable resource) {
    this.blocks = blocks;
    this.pins = pins;
    this.inventory = inventory;
    this.staging = staging;
    this.resource = resource;
  }

  @Override
  public BlockStore blocks() {
    return blocks;
  }

  /** Adds to a store of blocks. */
  @FunctionalInterface
  private interface Addition<T> {
    T to(BlockStore store) throws IOException;
  }

  private <T> T acknowledge(Addition<T> addition) throws IOException {
    if (blocks instanceof BatchedBlocks batched) {
      BlockBatch batch = batched.batch();
      T added = addition.to(batch);
      batch.flush();
      return added;
    }
    return addition.to(blocks);
  }

  @Override
  public Cid addFile(InputStream bytes) throws IOException {
    return acknowledge(store -> new ContentFiles(store).add(bytes));
  }

  @Override
  public Cid add(Path path, LongConsumer read) throws IOException {
    try {
      return acknowledge(store -> new ContentFolders(store).add(path, THREADS, read).cid());
    } catch (UnfitFileException e) {
      throw new StorageException(e.rule(), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public InputStream open(Cid file, ByteRange range) throws IOException {
    return new BufferedInputStream(new RangeStream(new ContentFiles(blocks).open(file), range));
  }

  @Override
  public void exportCar(Cid root, OutputStream car) throws IOException {
    Block first = blocks.require(root);
    CarWriter writer = new CarWriter(car, List.of(first.cid()));
    writer.writeAll(DepthFirst.of(blocks, root));
    car.flush();
  }

  @Override
  public Set<Cid> importCar(InputStream car) throws IOException {
    try (StagedBlocks staged = new StagedBlocks(staging, blocks)) {
      CarReader reader = new CarReader(car, "the CAR");
      for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
        staged.put(next.get());
      }
      requireRoots(staged, reader.roots());
      return acknowledge(
          store -> {
            staged.putAll(store);
            return new LinkedHashSet<>(reader.roots());
          });
    }
  }

  private static void requireRoots(BlockStore store, List<Cid> roots) throws IOException {
    try {
      requireWhole(store, roots);
    } catch (MissingBlockException e) {
      throw new StorageException(
          "CAR-INCOMPLETE",
          "Cannot import the CAR: its roots link to a block that is neither in it nor here; perhaps"
              + " it was cut off. "
              + e.getMessage(),
          e);
    }
  }

  private static void requireWhole(BlockStore store, List<Cid> roots) throws IOException {
    Graph graph = new Graph(store);
    graph.follow(roots);
    Optional<Cid> missing = graph.missing().stream().sorted().findFirst();
    if (missing.isPresent()) {
      throw new MissingBlockException(missing.get());
    }
  }

  @Override
  public void pin(Pin pin) throws IOException {
    requireWhole(blocks, List.of(pin.root()));
    pins.put(pin);
  }

  @Override
  public void unpin(Cid root) throws IOException {
    pins.remove(root);
  }

  @Override
  public List<Pin> pins() throws IOException {
    return pins.list();
  }

  @Override
  public StoreStatus status() throws IOException {
    return inventory.status(pins.list().size());
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}

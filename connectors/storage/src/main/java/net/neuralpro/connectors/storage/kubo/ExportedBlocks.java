package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/**
 * The blocks of a CAR, of which those must come that a walk from the root meets, in its order. So
 * nothing is missing and nothing too much, also where the CAR ends early without a word.
 */
final class ExportedBlocks implements BlockStream {
  private final CarReader car;
  private final DepthFirst walk;
  private final Cid root;
  private final String node;

  ExportedBlocks(CarReader car, Cid root, String node) {
    this.car = car;
    this.root = root;
    this.node = node;
    walk = DepthFirst.of(new Coming(), root);
  }

  @Override
  public Optional<Block> next() throws IOException {
    Optional<Block> block = walk.next();
    if (block.isEmpty() && car.next().isPresent()) {
      throw new StorageException(
          "KUBO-ANSWER", "Cannot export %s: %s goes on after its last block".formatted(root, node));
    }
    return block;
  }

  @Override
  public void close() throws IOException {
    car.close();
  }

  /** A store in which each block is there at the moment at which it comes. */
  private final class Coming implements BlockStore {
    @Override
    public Optional<Block> get(Cid cid) throws IOException {
      Optional<Block> block = car.next();
      if (block.isEmpty()) {
        throw new StorageException(
            "KUBO-BROKEN",
            "Cannot export %s: %s broke off before block %s; perhaps it does not have it"
                .formatted(root, node, cid));
      }
      if (!block.get().cid().equals(cid)) {
        throw new StorageException(
            "KUBO-ANSWER",
            "Cannot export %s: %s gives block %s where %s comes next"
                .formatted(root, node, block.get().cid(), cid));
      }
      return block;
    }

    @Override
    public boolean has(Cid cid) {
      throw new UnsupportedOperationException("Only what comes next is there");
    }

    @Override
    public void put(Block block) {
      throw new UnsupportedOperationException("What a node exports cannot be changed");
    }
  }
}

package net.neuralpro.schemas.content;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blocks kept in memory: for small graphs that need no disk, such as computing a root. */
public final class MemoryBlockStore implements BlockStore {
  private final Map<Cid, Block> blocks = new ConcurrentHashMap<>();

  @Override
  public void put(Block block) {
    blocks.putIfAbsent(block.cid(), block);
  }

  @Override
  public Optional<Block> get(Cid cid) {
    return Optional.ofNullable(blocks.get(cid));
  }

  @Override
  public boolean has(Cid cid) {
    return blocks.containsKey(cid);
  }
}

package net.neuralpro.connectors.storage.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.Multicodec;

/**
 * The part of a store that strangers may see: some blocks, and all that some roots link to. All
 * else is as if it were not there.
 */
public final class Published {
  private final Map<Cid, BlockStore> seen;

  private Published(Map<Cid, BlockStore> seen) {
    this.seen = seen;
  }

  /** Strangers see nothing. */
  public static Published nothing() {
    return new Published(Map.of());
  }

  /** What strangers see of this or of another store. */
  public Published and(Published other) {
    Map<Cid, BlockStore> both = new HashMap<>(seen);
    both.putAll(other.seen);
    return new Published(both);
  }

  /**
   * Publishes graphs and single blocks.
   *
   * @param roots published with all below them
   * @param blocks published without what they link to
   */
  public static Published of(BlockStore store, Collection<Cid> roots, Collection<Cid> blocks)
      throws IOException {
    Map<Cid, BlockStore> seen = new HashMap<>();
    blocks.forEach(cid -> seen.put(cid, store));
    Deque<Cid> open = new ArrayDeque<>(roots);
    Set<Cid> walked = new HashSet<>();
    while (!open.isEmpty()) {
      Cid cid = open.pop();
      if (walked.add(cid) && cid.codec() != Multicodec.RAW) {
        open.addAll(Links.of(store.require(cid)));
      }
    }
    walked.forEach(cid -> seen.put(cid, store));
    return new Published(seen);
  }

  /** How many blocks strangers may see. */
  public int size() {
    return seen.size();
  }

  /** The block, if strangers may see it and it is here. */
  Optional<Block> get(Cid cid) throws IOException {
    BlockStore store = seen.get(cid);
    return store == null ? Optional.empty() : store.get(cid);
  }

  /** The same as a store, for walks. */
  BlockStore blocks() {
    return new BlockStore() {
      @Override
      public void put(Block block) throws IOException {
        throw new IOException("Cannot put a block through a gateway: it only gives");
      }

      @Override
      public Optional<Block> get(Cid cid) throws IOException {
        return Published.this.get(cid);
      }

      @Override
      public boolean has(Cid cid) throws IOException {
        return Published.this.get(cid).isPresent();
      }
    };
  }
}

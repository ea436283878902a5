package net.neuralpro.schemas.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The balanced tree above the chunks of a file, built while they come. Holds at most 1024 parts of
 * each level.
 */
final class UnixFsTree {
  private final Optional<BlockStore> store;
  private final List<List<UnixFsNode.Part>> levels = new ArrayList<>();

  /** A tree whose nodes are kept in a store, or only named if there is none. */
  UnixFsTree(Optional<BlockStore> store) {
    this.store = store;
  }

  /** Adds the next chunk. */
  void add(UnixFsNode.Part leaf) throws IOException {
    add(0, leaf);
  }

  private void add(int level, UnixFsNode.Part part) throws IOException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<UnixFsNode.Part> parts = levels.get(level);
    if (parts.size() == UnixFsNode.MAX_PARTS) {
      endNode(level);
    }
    parts.add(part);
  }

  private void endNode(int level) throws IOException {
    UnixFsNode node = new UnixFsNode(levels.get(level));
    Block block = node.block();
    if (store.isPresent()) {
      store.get().put(block);
    }
    levels.get(level).clear();
    add(level + 1, node.asPart(block));
  }

  /** Ends the tree, which has one chunk at least; its root is the whole file. */
  UnixFsNode.Part end() throws IOException {
    for (int level = 0; ; level++) {
      boolean top = level == levels.size() - 1;
      if (top && levels.get(level).size() == 1) {
        return levels.get(level).get(0);
      }
      endNode(level);
    }
  }
}

package net.neuralpro.schemas.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.ContentFolders.Entry;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The blocks of folders: one node with a link per name, or a hash array mapped trie (HAMT) whose
 * nodes have up to 256 places, found by the bytes of the name's Murmur3 hash.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/">UnixFS</a>
 */
final class UnixFsFolder {
  private static final int TYPE_FOLDER = 1;
  private static final int TYPE_SHARD = 5;
  private static final int MURMUR3 = 0x22;
  private static final int FANOUT = 256;
  private static final int PREFIX = 2;
  private static final int MAX_DEPTH = 8;

  /** The largest folder in one block, bytes. */
  private static final int THRESHOLD = 256 << 10;

  private UnixFsFolder() {}

  static Entry write(SortedMap<String, Entry> entries, Optional<BlockStore> store)
      throws IOException {
    List<DagPbNode.Link> links = new ArrayList<>();
    long size = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      links.add(link(entry.getKey(), entry.getValue()));
      size += entry.getKey().length();
    }
    if (size <= THRESHOLD) {
      DagPbNode node = new DagPbNode(links, new byte[] {0x08, TYPE_FOLDER});
      byte[] bytes = node.bytes();
      if (bytes.length <= THRESHOLD) {
        return put(node, store);
      }
    }
    Shard root = new Shard();
    entries.forEach((name, entry) -> root.add(name, entry, hash(name), 0));
    return root.write(store);
  }

  private static DagPbNode.Link link(String name, Entry entry) {
    return new DagPbNode.Link(name, entry.cid(), entry.treeSize());
  }

  private static Entry put(DagPbNode node, Optional<BlockStore> store) throws IOException {
    Block block = node.block();
    if (store.isPresent()) {
      store.get().put(block);
    }
    return new Entry(block.cid(), node.treeSize(block));
  }

  /** The first 64 bits of Murmur3, its bytes in the order in which a trie is descended. */
  private static byte[] hash(String name) {
    long first = MurmurHash3.hash128x64(name.getBytes(StandardCharsets.UTF_8))[0];
    return ByteBuffer.allocate(Long.BYTES).putLong(first).array();
  }

  /** A node of a trie that is being made. */
  private static final class Shard {
    private final SortedMap<Integer, Object> places = new TreeMap<>();

    private record Leaf(String name, Entry entry) {}

    void add(String name, Entry entry, byte[] hash, int depth) {
      if (depth == MAX_DEPTH) {
        throw new IllegalArgumentException(
            "Cannot have '" + name + "' in a folder: another name has its whole hash");
      }
      int place = hash[depth] & 0xff;
      Object there = places.get(place);
      if (there instanceof Shard below) {
        below.add(name, entry, hash, depth + 1);
      } else if (there instanceof Leaf leaf) {
        Shard below = new Shard();
        below.add(leaf.name(), leaf.entry(), hash(leaf.name()), depth + 1);
        below.add(name, entry, hash, depth + 1);
        places.put(place, below);
      } else {
        places.put(place, new Leaf(name, entry));
      }
    }

    Entry write(Optional<BlockStore> store) throws IOException {
      byte[] bits = new byte[FANOUT / 8];
      List<DagPbNode.Link> links = new ArrayList<>();
      for (Map.Entry<Integer, Object> place : places.entrySet()) {
        int index = place.getKey();
        bits[bits.length - 1 - index / 8] |= (byte) (1 << index % 8);
        String prefix = String.format(Locale.ROOT, "%02X", index);
        if (place.getValue() instanceof Shard below) {
          links.add(link(prefix, below.write(store)));
        } else if (place.getValue() instanceof Leaf leaf) {
          links.add(link(prefix + leaf.name(), leaf.entry()));
        }
      }
      int zeros = 0;
      while (zeros < bits.length - 1 && bits[zeros] == 0) {
        zeros++;
      }
      byte[] used = Arrays.copyOfRange(bits, zeros, bits.length);
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      data.write(0x08);
      data.write(TYPE_SHARD);
      data.write(0x12);
      Varint.write(data, used.length);
      data.writeBytes(used);
      data.write(0x28);
      Varint.write(data, MURMUR3);
      data.write(0x30);
      Varint.write(data, FANOUT);
      return put(new DagPbNode(links, data.toByteArray()), store);
    }
  }

  static boolean isFolder(Block block) {
    if (block.cid().codec() != Multicodec.DAG_PB) {
      return false;
    }
    try {
      int type = type(DagPbNode.read(block.bytes()));
      return type == TYPE_FOLDER || type == TYPE_SHARD;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static int type(DagPbNode node) {
    byte[] data = node.data();
    return data.length >= 2 && data[0] == 0x08 ? data[1] : -1;
  }

  /** The nodes of a trie that a node of it links to; none where the block is no such node. */
  static List<Cid> below(Block block) {
    if (!isFolder(block)) {
      return List.of();
    }
    DagPbNode node = DagPbNode.read(block.bytes());
    return type(node) != TYPE_SHARD
        ? List.of()
        : node.links().stream()
            .filter(link -> link.name().length() == PREFIX)
            .map(DagPbNode.Link::cid)
            .toList();
  }

  static void read(BlockStore store, Cid folder, SortedMap<String, Entry> entries, int limit)
      throws IOException {
    read(store, folder, entries, limit, new byte[0]);
  }

  /**
   * Reads what lies below a node of a trie. Names must lie where {@link #find} looks for them, so
   * none is there twice, and a node that leads to none is refused: otherwise a few blocks that link
   * to one another many times over would keep a reader busy for ever.
   *
   * @param above the places by which the node was come to
   */
  private static void read(
      BlockStore store, Cid folder, SortedMap<String, Entry> entries, int limit, byte[] above)
      throws IOException {
    DagPbNode node = node(store, folder, above.length);
    boolean shard = type(node) == TYPE_SHARD;
    for (DagPbNode.Link link : node.links()) {
      byte[] place = above;
      if (shard) {
        place = Arrays.copyOf(above, above.length + 1);
        place[above.length] = (byte) Integer.parseInt(link.name(), 0, PREFIX, 16);
        if (link.name().length() == PREFIX) {
          read(store, link.cid(), entries, limit, place);
          continue;
        }
      }
      String name = shard ? link.name().substring(PREFIX) : link.name();
      if (!Arrays.equals(place, Arrays.copyOf(hash(name), place.length))) {
        throw new MalformedContentException(
            "Cannot read folder %s: '%s' is in a wrong place of it".formatted(folder, name));
      }
      if (entries.put(name, new Entry(link.cid(), link.treeSize())) != null
          || entries.size() > limit) {
        throw new MalformedContentException(
            "Cannot read folder %s: it names '%s' twice, or has more than %d entries"
                .formatted(folder, name, limit));
      }
    }
  }

  static Optional<Cid> find(BlockStore store, Cid folder, String name) throws IOException {
    byte[] hash = hash(name);
    Cid place = folder;
    for (int depth = 0; ; depth++) {
      DagPbNode node = node(store, place, depth);
      boolean shard = type(node) == TYPE_SHARD;
      String prefix = shard ? String.format(Locale.ROOT, "%02X", hash[depth] & 0xff) : "";
      Optional<Cid> below = Optional.empty();
      for (DagPbNode.Link link : node.links()) {
        if (link.name().equals(prefix + name)) {
          return Optional.of(link.cid());
        }
        if (shard && link.name().equals(prefix)) {
          below = Optional.of(link.cid());
        }
      }
      if (below.isEmpty()) {
        return Optional.empty();
      }
      place = below.get();
    }
  }

  /** A node of a folder; those of a trie are sound in all that names are found by. */
  private static DagPbNode node(BlockStore store, Cid cid, int depth) throws IOException {
    if (depth >= MAX_DEPTH) {
      throw new MalformedContentException("Cannot read folder " + cid + ": it is too deep");
    }
    Block block = store.require(cid);
    try {
      DagPbNode node = DagPbNode.read(block.bytes());
      int type = type(node);
      if (cid.codec() != Multicodec.DAG_PB
          || (type != TYPE_FOLDER && type != TYPE_SHARD)
          || (depth > 0 && type != TYPE_SHARD)) {
        throw new IllegalArgumentException("it is of UnixFS type " + type);
      }
      if (depth > 0 && node.links().isEmpty()) {
        throw new IllegalArgumentException("it is a part of a folder that holds nothing");
      }
      for (DagPbNode.Link link : node.links()) {
        String name = link.name();
        boolean sound =
            type == TYPE_SHARD
                ? name.length() >= PREFIX
                    && name.substring(0, PREFIX).matches("[0-9A-F]{2}")
                    && (name.length() == PREFIX || ContentFolders.isName(name.substring(PREFIX)))
                : ContentFolders.isName(name);
        if (!sound) {
          throw new IllegalArgumentException("it has an entry named '" + name + "'");
        }
      }
      return node;
    } catch (RuntimeException e) {
      throw new MalformedContentException(
          "Cannot read block " + cid + " as a folder: " + e.getMessage(), e);
    }
  }
}

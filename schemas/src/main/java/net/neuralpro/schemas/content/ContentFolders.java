package net.neuralpro.schemas.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Folders in a block store, equal bit for bit to those of Kubo's profile {@code unixfs-v1-2025}:
 * one block, or a trie of blocks where that block would be larger than 256 KiB.
 */
public record ContentFolders(BlockStore store) {
  /** Names are ordered by their bytes. */
  static final Comparator<String> BY_BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private static final int MAX_NAME = 255;
  private static final int MAX_PATH = 4096;
  private static final int MAX_ENTRIES = 1 << 20;

  /**
   * What a name in a folder stands for.
   *
   * @param cid a file or another folder
   * @param treeSize bytes of all blocks from it downwards
   */
  public record Entry(Cid cid, long treeSize) {
    public Entry {
      if (treeSize < 0) {
        throw new IllegalArgumentException("Cannot have a tree of " + treeSize + " bytes");
      }
    }
  }

  /**
   * Keeps a file on disk, or a folder with all files and folders that are in it, empty ones too.
   *
   * @param threads read, name and keep the chunks of large files; at least one
   * @param read told how many bytes more were read, by any of the threads
   * @throws UnfitFileException if something there is a link or no file, or has a name that is no
   *     UTF-8
   * @throws IOException if it cannot be read or kept, or a file grows or shrinks meanwhile
   */
  public Entry add(Path path, int threads, LongConsumer read) throws IOException {
    return new FolderWalk(Optional.of(store), threads, read).add(path);
  }

  /** What {@link #add(Path, int, LongConsumer)} would make of it; nothing is kept. */
  public static Entry identify(Path path, int threads, LongConsumer read) throws IOException {
    return new FolderWalk(Optional.empty(), threads, read).add(path);
  }

  /**
   * Keeps a folder, with folders in it where paths have slashes.
   *
   * @param files by path
   * @throws IllegalArgumentException if a path is no path, or one is the folder of another
   * @throws IOException if a block cannot be kept
   */
  public Entry add(Map<String, Entry> files) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>(BY_BYTES);
    SortedMap<String, SortedMap<String, Entry>> folders = new TreeMap<>(BY_BYTES);
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      String path = file.getKey();
      int slash = path.indexOf('/');
      String name = slash < 0 ? path : path.substring(0, slash);
      if (!isName(name) || path.length() > MAX_PATH) {
        throw new IllegalArgumentException(
            "Cannot have '%s' in a folder: names of 1 to %d bytes are needed, paths of at most %d"
                .formatted(
                    path.length() > MAX_PATH ? path.substring(0, MAX_NAME) + "…" : path,
                    MAX_NAME,
                    MAX_PATH));
      }
      if (slash < 0) {
        entries.put(path, file.getValue());
      } else {
        folders
            .computeIfAbsent(name, first -> new TreeMap<>(BY_BYTES))
            .put(path.substring(slash + 1), file.getValue());
      }
    }
    for (Map.Entry<String, SortedMap<String, Entry>> folder : folders.entrySet()) {
      if (entries.put(folder.getKey(), add(folder.getValue())) != null) {
        throw new IllegalArgumentException(
            "Cannot have '" + folder.getKey() + "' as a file and as a folder");
      }
    }
    return UnixFsFolder.write(entries, Optional.of(store));
  }

  /** The entry of a file that is in the store already. */
  public Entry file(Cid cid) throws IOException {
    Block block = store.require(cid);
    return new Entry(
        cid,
        cid.codec() == Multicodec.DAG_PB
            ? UnixFsNode.read(block).asPart(block).treeSize()
            : block.bytes().length);
  }

  /** Whether a file may be named so wherever the folder is copied to. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  /** Whether this block is a folder; a file is none, whatever it is made of. */
  public static boolean isFolder(Block block) {
    return UnixFsFolder.isFolder(block);
  }

  /** The blocks that a large folder itself goes on in below this one of it; not what it holds. */
  public static List<Cid> below(Block folder) {
    return UnixFsFolder.below(folder);
  }

  /**
   * What a folder holds, by name.
   *
   * @throws MalformedContentException if it is no folder, or has more than a million entries
   */
  public SortedMap<String, Entry> list(Cid folder) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>(BY_BYTES);
    UnixFsFolder.read(store, folder, entries, MAX_ENTRIES);
    return entries;
  }

  /**
   * What lies at a path below a folder, or empty if nothing does.
   *
   * @param path names with slashes between them
   */
  public Optional<Cid> find(Cid folder, String path) throws IOException {
    Cid place = folder;
    for (String name : path.split("/", -1)) {
      if (!isName(name) || place.codec() != Multicodec.DAG_PB || !isFolder(store.require(place))) {
        return Optional.empty();
      }
      Optional<Cid> next = UnixFsFolder.find(store, place, name);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      place = next.get();
    }
    return Optional.of(place);
  }
}

package net.neuralpro.schemas.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
   * Keeps a folder, with folders in it where paths have slashes.
   *
   * @param files by path
   * @throws IllegalArgumentException if a path is no path, or one is the folder of another
   */
  public Entry add(Map<String, Entry> files) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>(BY_BYTES);
    SortedMap<String, SortedMap<String, Entry>> folders = new TreeMap<>(BY_BYTES);
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      String path = file.getKey();
      int slash = path.indexOf('/');
      requireName(slash < 0 ? path : path.substring(0, slash));
      if (slash < 0) {
        entries.put(path, file.getValue());
      } else {
        folders
            .computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>(BY_BYTES))
            .put(path.substring(slash + 1), file.getValue());
      }
    }
    for (Map.Entry<String, SortedMap<String, Entry>> folder : folders.entrySet()) {
      if (entries.put(folder.getKey(), add(folder.getValue())) != null) {
        throw new IllegalArgumentException(
            "Cannot have '" + folder.getKey() + "' as a file and as a folder");
      }
    }
    return UnixFsFolder.write(entries, store);
  }

  /**
   * Keeps a folder of this computer with all that is in it.
   *
   * @throws IOException if something in it is neither a file nor a folder, such as a link
   */
  public Entry add(Path folder) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>(BY_BYTES);
    try (DirectoryStream<Path> members = Files.newDirectoryStream(folder)) {
      for (Path member : members) {
        String name = member.getFileName().toString();
        requireName(name);
        if (Files.isDirectory(member, LinkOption.NOFOLLOW_LINKS)) {
          entries.put(name, add(member));
        } else if (Files.isRegularFile(member, LinkOption.NOFOLLOW_LINKS)) {
          entries.put(name, file(new ContentFiles(store).add(member)));
        } else {
          throw new IOException(
              "Cannot add " + member + ": it is neither a file nor a folder; perhaps it is a link");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot add " + folder + ": " + e.getMessage(), e);
    }
    return UnixFsFolder.write(entries, store);
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

  private static void requireName(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('\0') >= 0
        || length > MAX_NAME
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(
          "Cannot have '"
              + name
              + "' in a folder: a name of 1 to "
              + MAX_NAME
              + " bytes is needed");
    }
  }

  /** Whether this block is a folder; a file is none, whatever it is made of. */
  public static boolean isFolder(Block block) {
    return UnixFsFolder.isFolder(block);
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
    for (String name : List.of(path.split("/"))) {
      if (place.codec() != Multicodec.DAG_PB || !isFolder(store.require(place))) {
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

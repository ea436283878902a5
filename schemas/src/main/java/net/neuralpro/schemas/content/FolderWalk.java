package net.neuralpro.schemas.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.ContentFolders.Entry;

/**
 * A folder on disk with all that is in it, as a folder of IPFS; folders with nothing in them too.
 *
 * @param store keeps the blocks; without one they are only named
 */
record FolderWalk(Optional<BlockStore> store, int threads) {
  /** Names a folder by what it holds. */
  Entry add(Path folder) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>(ContentFolders.BY_BYTES);
    List<Path> children;
    try (Stream<Path> listed = Files.list(folder)) {
      children = listed.toList();
    }
    for (Path child : children) {
      BasicFileAttributes attributes =
          Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String name = name(child);
      if (attributes.isDirectory()) {
        entries.put(name, add(child));
      } else if (attributes.isRegularFile()) {
        UnixFsNode.Part part =
            FileChunks.add(
                child, threads, store, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        entries.put(name, new Entry(part.cid(), part.treeSize()));
      } else {
        throw new IOException(
            "Cannot add %s: it is %s; only files and folders can be added"
                .formatted(
                    child, attributes.isSymbolicLink() ? "a symbolic link" : "no ordinary file"));
      }
    }
    return UnixFsFolder.write(entries, store);
  }

  /** The name as its bytes on disk spell it, whatever the locale. */
  private static String name(Path file) throws IOException {
    String path = file.toUri().getRawPath();
    String last = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String escaped = last.substring(last.lastIndexOf('/') + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int index = 0; index < escaped.length(); index++) {
      if (escaped.charAt(index) == '%') {
        bytes.write(Integer.parseInt(escaped, index + 1, index + 3, 16));
        index += 2;
      } else {
        bytes.write(escaped.charAt(index));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IOException(
          "Cannot add " + file + ": its name is no UTF-8; perhaps rename it (see convmv)", e);
    }
  }
}

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
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.ContentFolders.Entry;

/**
 * A folder on disk with all that is in it, as a folder of IPFS; folders with nothing in them too.
 *
 * @param store keeps the blocks; without one they are only named
 * @param threads read and name the chunks of large files
 * @param read told how many bytes more were read, by any of the threads
 */
record FolderWalk(Optional<BlockStore> store, int threads, LongConsumer read) {
  /** Names a file by its bytes, and a folder by what it holds. */
  Entry add(Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isRegularFile()) {
      UnixFsNode.Part part =
          FileChunks.add(
              path,
              threads,
              store,
              Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
              read);
      return new Entry(part.cid(), part.treeSize());
    }
    if (!attributes.isDirectory()) {
      throw new UnfitFileException(
          "STORE-FILE-TYPE",
          "Cannot add %s: it is neither a file nor a folder, but a link or a device; perhaps copy"
                  .formatted(path)
              + " what it stands for into its place");
    }
    SortedMap<String, Entry> entries = new TreeMap<>(ContentFolders.BY_BYTES);
    List<Path> children;
    try (Stream<Path> listed = Files.list(path)) {
      children = listed.toList();
    }
    for (Path child : children) {
      entries.put(name(child), add(child));
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
      throw new UnfitFileException(
          "STORE-NAME",
          "Cannot add " + file + ": its name is no UTF-8; perhaps rename it (see convmv)");
    }
  }
}

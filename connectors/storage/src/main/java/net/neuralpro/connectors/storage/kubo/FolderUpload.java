package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.contents.LastBlock;
import net.neuralpro.connectors.storage.kubo.MultipartBody.Kind;
import net.neuralpro.connectors.storage.kubo.MultipartBody.Part;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.ContentFolders.Entry;

/** A folder on its way to a node, whose identifier is known when all of it was sent. */
final class FolderUpload implements MultipartBody.Parts {
  /** What the folder is called on the way; the name is kept nowhere. */
  private static final String NAME = "folder";

  private final Path folder;
  private final LongConsumer read;
  private final Map<String, Entry> entries = new TreeMap<>();

  FolderUpload(Path folder, LongConsumer read) {
    this.folder = folder;
    this.read = read;
  }

  @Override
  public Iterator<Part> open() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new StorageException("STORE-FILE-TYPE", "Cannot add " + folder + ": it is no folder");
    }
    entries.clear();
    return new Walk();
  }

  /** The identifier of what was sent. */
  Cid cid() throws IOException {
    try {
      return new ContentFolders(new LastBlock()).add(entries).cid();
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "STORE-NAME", "Cannot add %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Goes through the folder, each folder before what is in it; knows one folder of each level. */
  private final class Walk implements Iterator<Part> {
    private final Deque<Iterator<Path>> levels = new ArrayDeque<>();
    private boolean begun;

    @Override
    public boolean hasNext() {
      while (!levels.isEmpty() && !levels.peek().hasNext()) {
        levels.pop();
      }
      return !begun || !levels.isEmpty();
    }

    @Override
    public Part next() {
      try {
        if (!begun) {
          begun = true;
          levels.push(children(folder).iterator());
          return Part.folder(NAME);
        }
        return part(levels.element().next());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Part part(Path path) throws IOException {
      String name =
          folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        List<Path> children = children(path);
        if (children.isEmpty()) {
          entries.put(name, new ContentFolders(new LastBlock()).add(Map.of()));
        }
        levels.push(children.iterator());
        return Part.folder(NAME + "/" + name);
      }
      if (!attributes.isRegularFile()) {
        throw new StorageException(
            "STORE-FILE-TYPE",
            "Cannot add %s: it is neither a file nor a folder, but a link or a device"
                .formatted(path));
      }
      return new Part(NAME + "/" + name, Kind.FILE, () -> file(path, name));
    }

    private InputStream file(Path path, String name) throws IOException {
      return new HashedStream(
          new CountedStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), read),
          file -> entries.put(name, file));
    }

    private static List<Path> children(Path path) throws IOException {
      try (Stream<Path> children = Files.list(path)) {
        return children.sorted().toList();
      }
    }
  }
}

package net.neuralpro.connectors.storage.contents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.ContentFolders.Entry;

/** Files and folders of this computer, added to a store of blocks. */
public final class FolderTree {
  private final ContentFiles files;
  private final ContentFolders folders;
  private final LongConsumer read;

  /**
   * @param store takes the blocks; the block that was put last can be got from it at once
   * @param read told of the bytes of each file that was read
   */
  public FolderTree(BlockStore store, LongConsumer read) {
    files = new ContentFiles(store);
    folders = new ContentFolders(store);
    this.read = read;
  }

  /**
   * Adds a file, or a folder with all that is in it.
   *
   * @throws StorageException STORE-FILE-TYPE if there is anything but files and folders, STORE-NAME
   *     if a name cannot be one in a folder
   */
  public Cid add(Path path) throws IOException {
    return entry(path).cid();
  }

  private Entry entry(Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return folders.file(file(path));
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new StorageException(
          "STORE-FILE-TYPE",
          "Cannot add %s: %s; perhaps copy what it stands for into its place"
              .formatted(
                  path,
                  Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                      ? "it is neither a file nor a folder, but a link or a device"
                      : "it is not there"));
    }
    Map<String, Entry> entries = new TreeMap<>();
    for (Path child : children(path)) {
      entries.put(child.getFileName().toString(), entry(child));
    }
    try {
      return folders.add(entries);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "STORE-NAME", "Cannot add %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private Cid file(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return files.add(new Counted(in, read));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  /** Tells how many bytes went through. */
  private static final class Counted extends FilterInputStream {
    private final LongConsumer read;

    Counted(InputStream in, LongConsumer read) {
      super(in);
      this.read = read;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        read.accept(1);
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        read.accept(count);
      }
      return count;
    }
  }
}

package net.neuralpro.pipelines.flows.beam;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.content.DagJson;

/**
 * Folders that are being written: names for contents that are in the store already. A bundle of a
 * pipeline may write a file twice; the last one that was closed stands.
 */
public final class ContentDrafts {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final BlockStore store;

  /** The drafts in a folder of this computer, whose contents go to a store. */
  public ContentDrafts(Path folder, BlockStore store) {
    this.folder = folder;
    this.store = store;
  }

  /** A stream whose bytes have this path in a draft once it is closed. */
  OutputStream create(String path) {
    ContentWriter writer = new ContentFiles(store).create();
    return new FilterOutputStream(writer) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        writer.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        writer.close();
        name(path, new ContentFolders(store).file(writer.cid()));
      }
    };
  }

  void copy(String from, String to) throws IOException {
    name(to, entry(file(from)));
  }

  void delete(String path) throws IOException {
    Files.deleteIfExists(file(path));
  }

  /** All files of all drafts, by path; the first name is the draft's. */
  SortedMap<String, ContentFolders.Entry> files() throws IOException {
    SortedMap<String, ContentFolders.Entry> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (Stream<Path> names = Files.walk(folder)) {
      for (Path name : names.filter(Files::isRegularFile).sorted().toList()) {
        String path = folder.relativize(name).toString();
        if (path.endsWith(SUFFIX) && !name.getFileName().toString().startsWith(".")) {
          files.put(path.substring(0, path.length() - SUFFIX.length()), entry(name));
        }
      }
    }
    return files;
  }

  /**
   * Makes a folder of a draft, which is no longer one afterwards.
   *
   * @return the folder's identifier
   * @throws FileNotFoundException if nothing was written to it
   */
  public Cid seal(String name) throws IOException {
    SortedMap<String, ContentFolders.Entry> files = new TreeMap<>();
    files()
        .forEach(
            (path, entry) -> {
              if (path.startsWith(name + "/")) {
                files.put(path.substring(name.length() + 1), entry);
              }
            });
    if (files.isEmpty()) {
      throw new FileNotFoundException(
          "Cannot seal draft '" + name + "': nothing was written to it");
    }
    Cid sealed = new ContentFolders(store).add(files).cid();
    for (String path : files.keySet()) {
      delete(name + "/" + path);
    }
    return sealed;
  }

  private void name(String path, ContentFolders.Entry entry) throws IOException {
    AtomicFile.write(file(path), DagJson.write(entry));
  }

  private ContentFolders.Entry entry(Path file) throws IOException {
    try {
      return DagJson.read(Files.readAllBytes(file), ContentFolders.Entry.class);
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(folder.relativize(file).toString());
    }
  }

  private Path file(String path) {
    Path file = folder.resolve(path + SUFFIX).normalize();
    if (!file.startsWith(folder) || path.isEmpty()) {
      throw new IllegalArgumentException("Cannot write to '" + path + "': it leads elsewhere");
    }
    return file;
  }
}

package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;

/**
 * Puts dataset versions into folders. All files are written beside the target first, so that a
 * version appears whole or not at all, whenever the process ends.
 */
public final class DatasetCommit {
  private final BlockStore store;

  public DatasetCommit(BlockStore store) {
    this.store = store;
  }

  /**
   * Refuses an output that could not be written at the end of a run.
   *
   * @throws IOException if it is a file, or a folder that holds something else than a dataset
   */
  public static void requireUsable(Path target) throws IOException {
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (Files.exists(target) && !DatasetFolder.isAt(target) && !isEmptyFolder(target)) {
      throw new FileAlreadyExistsException(
          "Cannot write a dataset to "
              + target
              + ": something else is there; perhaps choose another --output");
    }
    Path existing = parent;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isWritable(existing)) {
      throw new IOException(
          "Cannot write a dataset to "
              + target
              + ": the folder "
              + existing
              + " is read-only; perhaps choose another --output");
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /**
   * Writes a version to a folder that does not hold another one. If it is there already, nothing is
   * written.
   *
   * @return the version in the folder
   * @throws IOException if another version is there, or the files cannot be written
   */
  public DatasetFolder commit(DatasetVersion version, Path target) throws IOException {
    Block manifest = version.block();
    requireUsable(target);
    if (DatasetFolder.isAt(target)) {
      DatasetFolder there = DatasetFolder.open(target);
      if (there.root().equals(manifest.cid())) {
        return there;
      }
      throw new FileAlreadyExistsException(
          "Cannot write dataset version %s to %s: version %s is there; perhaps choose another"
                  .formatted(manifest.cid(), target, there.root())
              + " --output");
    }
    store.put(manifest);
    Path absolute = target.toAbsolutePath().normalize();
    Files.createDirectories(absolute.getParent());
    Path partial = absolute.resolveSibling("." + absolute.getFileName() + ".partial");
    deleteTree(partial);
    try {
      write(version, manifest, partial);
      if (isEmptyFolder(absolute)) {
        Files.delete(absolute);
      }
      Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      deleteTree(partial);
      throw new IOException(
          "Cannot write the dataset to "
              + target
              + ": "
              + e.getMessage()
              + "; perhaps the folder is read-only or the disk is full",
          e);
    } catch (IOException e) {
      deleteTree(partial);
      throw new IOException("Cannot write the dataset to " + target + ": " + e.getMessage(), e);
    }
    return DatasetFolder.open(target);
  }

  private void write(DatasetVersion version, Block manifest, Path folder) throws IOException {
    ContentFiles files = new ContentFiles(store);
    for (DatasetFile file : version.files()) {
      Path path = folder.resolve(file.path());
      Files.createDirectories(path.getParent());
      try (InputStream in = files.stream(file.cid())) {
        writeDurably(path, in);
      }
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(DatasetVersion.MANIFEST), manifest.bytes());
    Cid root = manifest.cid();
    Files.writeString(
        folder.resolve(DatasetVersion.ROOT), DatasetFolder.rootText(root), StandardCharsets.UTF_8);
  }

  private static void writeDurably(Path path, InputStream in) throws IOException {
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      in.transferTo(out);
      channel.force(false);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

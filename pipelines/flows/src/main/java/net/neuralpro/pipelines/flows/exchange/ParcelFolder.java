package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.dataset.DatasetVersion;

/** A parcel in a folder of this computer. */
final class ParcelFolder {
  private ParcelFolder() {}

  /**
   * Whether the folder holds this parcel, if not all of its files.
   *
   * @throws IOException if it holds something else
   */
  static boolean holds(Parcel parcel, Path folder) throws IOException {
    if (!Files.exists(folder) || isEmpty(folder)) {
      return false;
    }
    Path root = folder.resolve(parcel.rootName());
    if (Files.isRegularFile(root)
        && Files.size(root) == parcel.root().bytes().length
        && Arrays.equals(Files.readAllBytes(root), parcel.root().bytes())) {
      return true;
    }
    throw new FileAlreadyExistsException(
        "Cannot fetch %s to %s: something else is there; perhaps choose another --output"
            .formatted(parcel.root().cid(), folder));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Whether a file lies in the folder, with the bytes that it must have. */
  static boolean holds(Path folder, Parcel.Item item) throws IOException {
    Path file = folder.resolve(item.path());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != item.bytes()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return ContentFiles.identify(in).equals(item.cid());
    }
  }

  /** Writes what a folder of this parcel has besides its files. */
  static void describe(Parcel parcel, Path folder, boolean whole) throws IOException {
    Files.write(folder.resolve(parcel.rootName()), parcel.root().bytes());
    if (parcel instanceof Parcel.OfDataset) {
      Files.writeString(
          folder.resolve(DatasetVersion.ROOT),
          DatasetFolder.rootText(parcel.root().cid()),
          StandardCharsets.UTF_8);
    }
    mark(folder, whole);
  }

  /** Says in the folder whether some files are missing on purpose. */
  static void mark(Path folder, boolean whole) throws IOException {
    Path mark = folder.resolve(DatasetVersion.PARTIAL);
    if (whole) {
      Files.deleteIfExists(mark);
    } else {
      Files.writeString(
          mark, "Some files of this dataset were not asked for.\n", StandardCharsets.UTF_8);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

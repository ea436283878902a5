package net.neuralpro.noderunner.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.neuralpro.noderunner.sandbox.SandboxImage;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.worker.OperatorLibraries;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerMain;

/**
 * An image of a Java runtime, the shipped operators, and what both need of this computer's own
 * libraries. The same parts give the same digest; it is made once for them. Another release of the
 * JDK or of the C library gives another digest, while the operators' versions, which name their
 * code, stay.
 *
 * @param image its digest and its unpacked files
 * @param java the Java program in it, with its options and class path
 */
public record OperatorImage(SandboxImage image, List<String> java) {
  private static final String ROOT = "root";
  private static final String DIGEST = "digest";
  private static final String ARCHIVE = "image.tar";
  private static final List<String> EMPTY = List.of("dev", "proc", "task", "tmp");

  public OperatorImage {
    java = List.copyOf(java);
  }

  /**
   * The image of this program's operators, made if it is not there, which takes half a minute.
   *
   * @param folder where images are kept; other processes may use it too
   * @throws net.neuralpro.noderunner.sandbox.SandboxException IMAGE-RUNTIME or IMAGE-LIBRARY if
   *     this computer has not what is needed
   */
  public static OperatorImage in(Path folder) throws IOException, InterruptedException {
    WorkerInstallation installed = WorkerInstallation.ofThisProcess();
    ImageParts parts = ImageParts.of(OperatorLibraries.ofThisProcess(), installed.natives());
    Path images = Files.createDirectories(folder).toRealPath();
    Path made = images.resolve(parts.inventory().name());
    makeOnce(parts, images, made);
    return new OperatorImage(
        new SandboxImage(
            Files.readString(made.resolve(DIGEST)),
            made.resolve(ROOT),
            SandboxImage.Origin.VOUCHED),
        parts.program());
  }

  /** A lock of files holds between processes only. */
  private static synchronized void makeOnce(ImageParts parts, Path folder, Path made)
      throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!Files.exists(made)) {
        make(parts, folder, made);
      }
    }
  }

  private static void make(ImageParts parts, Path folder, Path made)
      throws IOException, InterruptedException {
    Path partial = folder.resolve("partial");
    delete(partial);
    Path root = partial.resolve(ROOT);
    for (String each : EMPTY) {
      Files.createDirectories(root.resolve(each));
    }
    parts.stage(root);
    permit(root);
    Path archive = partial.resolve(ARCHIVE);
    Files.writeString(partial.resolve(DIGEST), digest(root, parts.program(), archive));
    Files.delete(archive);
    Files.move(partial, made, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Everybody may read, whatever this process's mask is, and run what somebody may run. */
  private static void permit(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!Files.isSymbolicLink(file)) {
          Files.setPosixFilePermissions(
              file, PosixFilePermissions.fromString(runs(file) ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static boolean runs(Path file) {
    return Files.isDirectory(file) || Files.isExecutable(file);
  }

  /** The digest of the files as an image: each folder below the root is a layer. */
  private static String digest(Path root, List<String> program, Path archive)
      throws IOException, InterruptedException {
    List<String> entry = new ArrayList<>(program);
    entry.addAll(List.of(WorkerMain.class.getName(), ShippedOperators.class.getName()));
    try {
      JibContainerBuilder image =
          Jib.fromScratch().setCreationTime(Instant.EPOCH).setEntrypoint(entry);
      try (Stream<Path> folders = Files.list(root)) {
        for (Path folder : folders.sorted().toList()) {
          image.addFileEntriesLayer(layer(root, folder));
        }
      }
      return image
          .containerize(
              Containerizer.to(TarImage.at(archive).named("neural-operators"))
                  .setOfflineMode(true)
                  .setBaseImageLayersCache(archive.resolveSibling("base"))
                  .setApplicationLayersCache(archive.resolveSibling("layers")))
          .getDigest()
          .toString();
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Cannot put the image together: " + e.getMessage(), e);
    }
  }

  private static FileEntriesLayer layer(Path root, Path folder) throws IOException {
    FileEntriesLayer.Builder layer =
        FileEntriesLayer.builder().setName(String.valueOf(folder.getFileName()));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        layer.addEntry(
            file,
            AbsoluteUnixPath.get("/" + root.relativize(file)),
            FilePermissions.fromOctalString(runs(file) ? "755" : "644"),
            Instant.EPOCH);
      }
    }
    return layer.build();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.forEach(all::add);
    }
    for (int index = all.size() - 1; index >= 0; index--) {
      Files.delete(all.get(index));
    }
  }
}

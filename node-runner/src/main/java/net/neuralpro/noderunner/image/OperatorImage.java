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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.neuralpro.noderunner.sandbox.SandboxImage;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.transforms.worker.OperatorLibraries;
import net.neuralpro.transforms.worker.WorkerInstallation;

/**
 * An image of a Java runtime, the shipped operators, and what both need of this computer's own
 * libraries. The same parts give the same digest; it is made once for them.
 *
 * @param image its digest and its unpacked files
 * @param java the Java program in it, with its options and class path
 */
public record OperatorImage(SandboxImage image, List<String> java) {
  private static final String ROOT = "root";
  private static final String DIGEST = "digest";
  private static final List<String> EMPTY = List.of("dev", "proc", "task", "tmp");

  public OperatorImage {
    java = List.copyOf(java);
  }

  /**
   * The image of this program's operators, made if it is not there.
   *
   * @param folder where images are kept; other processes may use it too
   */
  public static OperatorImage in(Path folder) throws IOException, InterruptedException {
    WorkerInstallation installed = WorkerInstallation.ofThisProcess();
    ImageParts parts = ImageParts.of(OperatorLibraries.ofThisProcess(), installed.natives());
    String name = HexFormat.of().formatHex(Sha256.of(parts.text()), 0, 16);
    Files.createDirectories(folder);
    Path made = folder.resolve(name);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!Files.exists(made)) {
        make(parts, folder, made);
      }
    }
    return new OperatorImage(
        new SandboxImage(
            Files.readString(made.resolve(DIGEST)),
            made.resolve(ROOT),
            SandboxImage.Origin.VOUCHED),
        parts.java());
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
    Files.write(
        partial.resolve(DIGEST),
        digest(root, partial.resolve("image.tar")).getBytes(StandardCharsets.US_ASCII));
    Files.delete(partial.resolve("image.tar"));
    Files.move(partial, made, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The digest of the files as an image: each folder below the root is a layer. */
  private static String digest(Path root, Path archive) throws IOException, InterruptedException {
    try {
      JibContainerBuilder image = Jib.fromScratch().setCreationTime(Instant.EPOCH);
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
        boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
        layer.addEntry(
            file,
            AbsoluteUnixPath.get("/" + root.relativize(file)),
            FilePermissions.fromOctalString(runs ? "755" : "644"),
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

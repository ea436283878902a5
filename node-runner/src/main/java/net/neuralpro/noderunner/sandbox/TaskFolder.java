package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run on this computer, with disks of bounded size for what the task writes: its
 * outputs, and what it needs meanwhile. They lie in memory that counts as the task's. Closing it
 * leaves nothing.
 */
final class TaskFolder implements AutoCloseable {
  private static final String OUTPUTS = "outputs";
  private static final String SCRATCH = "scratch";
  private static final String VIEW = "view";

  private static final int SPARE_INODES = 16;

  private final Path folder;

  private TaskFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder of a run; its disks are bounded if we are root, and folders otherwise. */
  static TaskFolder make(Path folder, SandboxLimits limits)
      throws IOException, InterruptedException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    TaskFolder made = new TaskFolder(folder);
    try {
      Files.createDirectory(made.view());
      mount(made.outputs(), limits.output(), limits.outputFiles());
      mount(made.scratch(), limits.scratch(), limits.outputFiles());
    } catch (IOException | InterruptedException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private static void mount(Path folder, long bytes, int files)
      throws IOException, InterruptedException {
    Files.createDirectory(folder);
    if (!Commands.isRoot()) {
      return;
    }
    Commands.run(
        List.of(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "nosuid,nodev,noexec,mode=1777,size=%d,nr_inodes=%d"
                .formatted(bytes, 2L * files + SPARE_INODES),
            "neural-task",
            folder.toString()));
  }

  /** What such a folder cannot bound on this computer, in words. */
  static List<String> lacks() {
    return Commands.isRoot() ? List.of() : List.of("how much is written to the disk");
  }

  /** What a run left that was ended together with this program. */
  static void sweep(Path folder) throws IOException {
    new TaskFolder(folder).close();
  }

  Path path() {
    return folder;
  }

  /** Where the task's outputs are. */
  Path outputs() {
    return folder.resolve(OUTPUTS);
  }

  /** An empty folder in which an engine can gather what the task sees. */
  Path view() {
    return folder.resolve(VIEW);
  }

  /** What the task finds at {@code /tmp}. */
  Path scratch() {
    return folder.resolve(SCRATCH);
  }

  @Override
  public void close() throws IOException {
    Uninterrupted.run(this::remove);
  }

  private void remove() throws IOException, InterruptedException {
    for (Path disk : List.of(outputs(), scratch())) {
      if (isMounted(disk)) {
        Commands.run(List.of("umount", "--lazy", disk.toString()));
      }
    }
    deleteAll(folder);
  }

  private boolean isMounted(Path disk) throws IOException {
    return Files.isDirectory(disk) && !Files.getFileStore(disk).equals(Files.getFileStore(folder));
  }

  private static void deleteAll(Path folder) throws IOException {
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

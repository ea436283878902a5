package net.neuralpro.transforms.worker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The one folder that a worker may write to; it goes with the worker. */
record Scratch(Path folder) implements Closeable {
  private static final String PREFIX = "scratch-";

  /** A new folder of the worker's user within the installation. */
  static Scratch create(Path installation, Restriction restriction) throws IOException {
    Path folder =
        Files.createTempDirectory(installation, PREFIX + ProcessHandle.current().pid() + "-");
    if (restriction.changesUser()) {
      Files.setAttribute(folder, "unix:uid", Restriction.NOBODY, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(folder, "unix:gid", Restriction.NOBODY, LinkOption.NOFOLLOW_LINKS);
    }
    return new Scratch(folder);
  }

  /** Removes the folders that processes left behind when they were killed. */
  static void removeAbandoned(Path installation) throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(installation)) {
      folders = entries.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path folder : folders) {
      String owner = folder.getFileName().toString().split("-")[1];
      if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
        new Scratch(folder).close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kernel's limits on each process of a task, as arguments of {@code prlimit}. */
final class ProcessLimits {
  private static final int OPEN_FILES = 1024;
  private static final Path PROCESSES = Path.of("/proc");

  private ProcessLimits() {}

  /** What is always limited. */
  static List<String> always() {
    return List.of("prlimit", "--nofile=" + OPEN_FILES, "--core=0", "--memlock=0", "--msgqueue=0");
  }

  /**
   * The same, and what stands in for a control group: the memory of each process, and the number of
   * processes of the user that runs the task. That one is counted with all that the user has.
   */
  static List<String> inPlaceOfAGroup(SandboxLimits limits, int user) throws IOException {
    List<String> all = new ArrayList<>(always());
    all.add("--data=" + limits.memory());
    all.add("--fsize=" + Math.max(limits.output(), limits.scratch()));
    all.add("--nproc=" + (threadsOf(user) + limits.processes()));
    return all;
  }

  private static long threadsOf(int user) throws IOException {
    try (Stream<Path> processes = Files.list(PROCESSES)) {
      return processes.mapToLong(each -> threads(each, user)).sum();
    }
  }

  private static long threads(Path process, int user) {
    Path threads = process.resolve("task");
    try {
      if (!Files.isDirectory(threads) || !Files.getAttribute(process, "unix:uid").equals(user)) {
        return 0;
      }
      try (Stream<Path> each = Files.list(threads)) {
        return each.count();
      }
    } catch (IOException e) {
      // it has ended meanwhile
      return 0;
    }
  }
}

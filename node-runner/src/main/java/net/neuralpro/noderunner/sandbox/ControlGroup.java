package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kernel's group of the processes of a task, which bounds and counts them together, under
 * either of the two forms of control groups.
 *
 * @param name below the root of all groups, as {@code /neural-1}
 */
record ControlGroup(String name) {
  private static final Path ALL = Path.of("/sys/fs/cgroup");
  private static final Path SECOND_FORM = ALL.resolve("cgroup.controllers");
  private static final List<String> CONTROLLERS = List.of("memory", "pids", "cpu");
  private static final int PERIOD = 100_000;
  private static final int THOUSANDTHS = 1000;

  /** What the kernel accounts ahead for each processor. */
  private static final long PAGES = 1 << 20;

  private static final String PROCESSES = "cgroup.procs";

  /** Whether groups can be made on this computer by us. */
  static boolean canBeMade() throws IOException {
    return Files.exists(SECOND_FORM)
        ? Files.isWritable(ALL.resolve("cgroup.subtree_control"))
            && List.of(Files.readString(SECOND_FORM).split("\\s+")).containsAll(CONTROLLERS)
        : CONTROLLERS.stream().allMatch(each -> Files.isWritable(ALL.resolve(each)));
  }

  /** Makes the group, with limits on memory, processes and their time. */
  void make(SandboxLimits limits) throws IOException {
    if (Files.exists(SECOND_FORM)) {
      Files.writeString(ALL.resolve("cgroup.subtree_control"), "+memory +pids +cpu");
    }
    for (Path folder : folders()) {
      Files.createDirectory(folder);
    }
    String quota = String.valueOf((long) PERIOD * limits.processors() / THOUSANDTHS);
    if (Files.exists(SECOND_FORM)) {
      Path group = ALL.resolve(name.substring(1));
      write(group.resolve("memory.max"), limits.memory());
      write(group.resolve("memory.oom.group"), 1);
      if (Files.exists(group.resolve("memory.swap.max"))) {
        write(group.resolve("memory.swap.max"), 0);
      }
      write(group.resolve("pids.max"), limits.processes());
      Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD);
    } else {
      write(controlled("memory").resolve("memory.limit_in_bytes"), limits.memory());
      Path swap = controlled("memory").resolve("memory.memsw.limit_in_bytes");
      if (Files.exists(swap)) {
        write(swap, limits.memory());
      }
      write(controlled("pids").resolve("pids.max"), limits.processes());
      write(controlled("cpu").resolve("cpu.cfs_period_us"), PERIOD);
      Files.writeString(controlled("cpu").resolve("cpu.cfs_quota_us"), quota);
    }
  }

  /** Makes the group without limits of its own, to hold others. */
  void makeToHold() throws IOException {
    for (Path folder : folders()) {
      Files.createDirectory(folder);
    }
  }

  private static void write(Path file, long value) throws IOException {
    Files.writeString(file, String.valueOf(value));
  }

  private Path controlled(String controller) {
    return ALL.resolve(controller + name);
  }

  /** Where the group is found, as files of the kernel. */
  List<Path> folders() {
    return Files.exists(SECOND_FORM)
        ? List.of(ALL.resolve(name.substring(1)))
        : CONTROLLERS.stream().map(this::controlled).toList();
  }

  /** Where a process is written to become one of the group. */
  List<Path> entrances() {
    return folders().stream().map(folder -> folder.resolve(PROCESSES)).toList();
  }

  /** Whether a process of the group was ended because it wanted too much memory. */
  boolean ranOutOfMemory() throws IOException {
    for (Path counters :
        List.of(
            controlled("memory").resolve("memory.oom_control"),
            ALL.resolve(name.substring(1) + "/memory.events"))) {
      try {
        for (String line : Files.readAllLines(counters)) {
          if (line.startsWith("oom_kill ")) {
            return !line.endsWith(" 0");
          }
        }
      } catch (NoSuchFileException e) {
        continue;
      }
    }
    return false;
  }

  /** Whether its processes and those of the groups in it ever had so much memory together. */
  boolean wasFilled(long bytes) throws IOException {
    if (Files.exists(SECOND_FORM)) {
      return ranOutOfMemory();
    }
    String most = Files.readString(controlled("memory").resolve("memory.max_usage_in_bytes"));
    return Long.parseLong(most.strip()) >= bytes - PAGES;
  }

  /** Ends all processes of the group; they are gone when this returns. */
  void kill() throws IOException, InterruptedException {
    for (List<Long> left = processes(); !left.isEmpty(); left = processes()) {
      left.forEach(process -> ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly));
      Thread.sleep(1);
    }
  }

  private List<Long> processes() throws IOException {
    List<Long> processes = new ArrayList<>();
    for (Path folder : folders()) {
      for (Path group : inner(folder)) {
        try (Stream<String> lines = Files.lines(group.resolve(PROCESSES))) {
          lines.map(Long::valueOf).filter(each -> each > 0).forEach(processes::add);
        }
      }
    }
    return processes;
  }

  /** Ends the processes of the group, and removes it if it is there. */
  void remove() throws IOException, InterruptedException {
    kill();
    for (Path folder : folders()) {
      for (Path group : inner(folder)) {
        Files.deleteIfExists(group);
      }
    }
  }

  /** A group's folder and those of the groups in it, innermost first. */
  private static List<Path> inner(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
  }
}

package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's group of the processes of a task, which bounds and counts them together, under
 * either of the two forms of control groups.
 *
 * @param name below the root of all groups, as {@code /neural/1}
 */
record ControlGroup(String name) {
  private static final Path ALL = Path.of("/sys/fs/cgroup");

  /** Whether a process of the group was ended because it wanted too much memory. */
  boolean ranOutOfMemory() throws IOException {
    for (Path counters :
        List.of(
            ALL.resolve("memory" + name + "/memory.oom_control"),
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
}

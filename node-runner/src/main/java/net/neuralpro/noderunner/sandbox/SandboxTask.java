package net.neuralpro.noderunner.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A program to be run in a sandbox. It sees its root read-only, what it is given at {@code /task}
 * read-only, and writes to {@code /task/outputs} and {@code /tmp} alone.
 *
 * @param image the files that it finds at {@code /}
 * @param command the program, absolute, and its arguments
 * @param environment all variables that it has
 * @param given what it finds at {@code /task}: {@code spec.json}, {@code inputs/}, and an empty
 *     folder {@code outputs}
 * @param limits what it may use
 */
public record SandboxTask(
    SandboxImage image,
    List<String> command,
    SortedMap<String, String> environment,
    Path given,
    SandboxLimits limits) {
  public SandboxTask {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    if (command.isEmpty() || !command.get(0).startsWith("/")) {
      throw new IllegalArgumentException(
          "Cannot run %s: an absolute program is needed".formatted(command));
    }
  }
}

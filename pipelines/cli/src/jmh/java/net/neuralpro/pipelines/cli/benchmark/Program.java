package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that is run to its end for what it costs.
 *
 * @param command its command line
 * @param environment what is added to ours
 * @param log takes what it says
 */
record Program(List<String> command, Map<String, String> environment, Path log) {
  /** Times in {@code /proc} are in hundredths of a second on every Linux of our platforms. */
  private static final double TICKS_PER_SECOND = 100;

  /** The fields of {@code /proc/self/stat} after the name that hold times of ended children. */
  private static final int CHILDREN_USER = 13;

  private static final int CHILDREN_SYSTEM = 14;

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * Runs it.
   *
   * @return seconds of CPU, user and system, its children included
   */
  double run() throws IOException, InterruptedException {
    double before = ofChildren();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "Cannot measure %s: it ended with %d, see %s".formatted(command.get(0), code, log));
    }
    return ofChildren() - before;
  }

  private static double ofChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]))
        / TICKS_PER_SECOND;
  }
}

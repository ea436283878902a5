package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The main job, started as people start it, in a workspace of its own.
 *
 * @param neural the launcher
 * @param input a folder of recordings
 * @param folder takes the workspace, the dataset and logs
 */
record Job(Path neural, Path input, Path folder) {
  private static final Pattern COLLECTION = Pattern.compile("Pause .*\\d+M->(\\d+)M\\(");
  private static final String HEAP = "-Xmx192m";

  /**
   * Runs it.
   *
   * @return seconds of CPU
   */
  double run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            neural.toString(),
            "run",
            "clips-256",
            "--input",
            input.toString(),
            "--output",
            folder.resolve("dataset").toString(),
            "--licence",
            "CC-BY-4.0",
            "--parallelism",
            "1");
    Path collections = folder.resolve("collections.log");
    Map<String, String> environment =
        Map.of(
            "NEURAL_HOME",
            folder.resolve("home").toString(),
            "JAVA_TOOL_OPTIONS",
            HEAP + " -Xlog:gc:file=" + collections);
    return new Program(command, environment, folder.resolve("log")).run();
  }

  /** What the last run said of derivations: how many it executed and how many were known. */
  String derivations() throws IOException {
    return Files.readAllLines(folder.resolve("log")).stream()
        .filter(line -> line.contains("were executed"))
        .reduce((one, other) -> other)
        .orElseThrow(() -> new IOException("Cannot find what was executed in " + folder));
  }

  /** The most megabytes of heap that a collection of the last run left in use. */
  int heap() throws IOException {
    int most = 0;
    for (String line : Files.readAllLines(folder.resolve("collections.log"))) {
      Matcher matcher = COLLECTION.matcher(line);
      if (matcher.find()) {
        most = Math.max(most, Integer.parseInt(matcher.group(1)));
      }
    }
    return most;
  }
}

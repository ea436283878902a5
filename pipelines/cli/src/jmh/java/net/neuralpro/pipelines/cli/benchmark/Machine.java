package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the figures were measured on.
 *
 * @param processor its model
 * @param processors how many there are
 * @param java the version of the Java machine
 * @param load how many programs wanted a processor in the last five minutes
 */
record Machine(String processor, int processors, String java, String load) {
  static Machine ofThisComputer() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    return new Machine(
        model,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[1]);
  }
}

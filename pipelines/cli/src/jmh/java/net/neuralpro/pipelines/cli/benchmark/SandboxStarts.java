package net.neuralpro.pipelines.cli.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long the sandboxes of a node take to start, as figures. */
final class SandboxStarts {
  /** The most that the median may be, in milliseconds; bubblewrap has no target. */
  private static final Map<String, Double> MOST = Map.of("runc", 60.0, "docker", 300.0);

  private SandboxStarts() {}

  /** The figures of JMH's results; none if they were not measured in this build. */
  static List<Performance.Figure> figures(Path results) throws IOException {
    List<Performance.Figure> figures = new ArrayList<>();
    if (Files.exists(results)) {
      for (JsonNode result : new ObjectMapper().readTree(results.toFile())) {
        String engine = result.path("params").path("engine").asText();
        double median =
            result.path("primaryMetric").path("scorePercentiles").path("50.0").asDouble();
        figures.add(
            new Performance.Figure(
                "A sandbox from nothing to the first word of its program: " + engine,
                Performance.Figure.text(median, "ms"),
                "",
                "",
                target(engine, median)));
      }
    }
    return figures;
  }

  private static String target(String engine, double median) {
    Double most = MOST.get(engine);
    return most == null
        ? ""
        : String.format(Locale.ROOT, "≤ %.0f ms: %s", most, median <= most ? "met" : "missed");
  }
}

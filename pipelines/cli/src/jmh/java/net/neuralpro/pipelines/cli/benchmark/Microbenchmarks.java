package net.neuralpro.pipelines.cli.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The results of JMH, as figures. */
final class Microbenchmarks {
  private Microbenchmarks() {}

  /** The figures of a result file; none if it was not measured in this build. */
  static List<Performance.Figure> figures(Path results) throws IOException {
    List<Performance.Figure> figures = new ArrayList<>();
    if (Files.exists(results)) {
      for (JsonNode result : new ObjectMapper().readTree(results.toFile())) {
        String name = result.get("benchmark").asText();
        String method = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        JsonNode metric = result.get("primaryMetric");
        figures.add(
            new Performance.Figure(
                "`%s` %s".formatted(method, result.path("params")).replace("\"", ""),
                Performance.Figure.text(
                    metric.get("score").asDouble(), metric.get("scoreUnit").asText()),
                "",
                "",
                ""));
      }
    }
    return figures;
  }
}

package net.neuralpro.noderunner.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.neuralpro.noderunner.agent.Engine;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeMetricsTest {
  private static final Address REQUESTER = Address.parse("0x" + "00".repeat(Address.LENGTH));

  @TempDir private Path folder;

  private static Derivation derivation(String operator) {
    return new Derivation(operator, "0123456789abcdef", DagJson.tree(Map.of()), new TreeMap<>());
  }

  /** An engine that rejects all inputs, and fails at one operator. */
  private record Rejecting() implements Engine {
    @Override
    public Outcome execute(Derivation derivation) throws IOException {
      if (derivation.operator().equals("broken")) {
        throw new IOException("The engine is away");
      }
      return new Outcome.Rejected(
          derivation.cid(), List.of(Finding.error("MEDIA-DECODE", "input", "nothing in it")));
    }

    @Override
    public void close() {}
  }

  private NodeMetrics watched() throws Exception {
    NodeMetrics metrics = NodeMetrics.open(folder.resolve("journal.db"));
    Engine.Maker maker = metrics.watched((requester, store) -> new Rejecting());
    try (Engine engine = maker.open(REQUESTER, new MemoryBlockStore())) {
      engine.execute(derivation("examine"));
      assertThatThrownBy(() -> engine.execute(derivation("broken")))
          .hasMessage("The engine is away");
    }
    return metrics;
  }

  @Test
  void countsTasksAndTimesDerivations() throws Exception {
    try (NodeMetrics metrics = watched();
        MetricsServer server =
            MetricsServer.start(new InetSocketAddress("127.0.0.1", 0), metrics::text)) {
      String figures =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:%d/metrics".formatted(server.port())))
                      .build(),
                  BodyHandlers.ofString())
              .body();

      assertThat(figures.lines())
          .contains(
              "neural_node_tasks{stage=\"taken\"} 0.0",
              "neural_node_running 0.0",
              "neural_node_derivations_seconds_count{operator=\"examine\",outcome=\"rejected\"} 1",
              "neural_node_derivations_seconds_count{operator=\"broken\",outcome=\"failed\"} 1");
    }
  }

  @Test
  void everyFigureIsInTheGuide() throws Exception {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = Objects.requireNonNull(root.getParent());
    }
    String guide = Files.readString(root.resolve("docs/guides/observe-the-network.md"));
    try (NodeMetrics metrics = watched()) {
      assertThat(metrics.text().lines())
          .filteredOn(line -> line.startsWith("# TYPE neural_"))
          .hasSizeGreaterThan(2)
          .allSatisfy(
              line ->
                  assertThat(guide)
                      .contains(
                          line.split(" ", -1)[2].replaceFirst("_seconds(_max)?$", "_seconds")));
    }
  }
}

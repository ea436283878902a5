package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.settlement.Progress;
import net.neuralpro.noderunner.observation.MetricsServer;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler's figures say after tasks were done, as Prometheus would fetch them. */
class SchedulerMetricsTest {
  @TempDir private Path home;

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void countsTasksCallsAndRefusalsAndNamesNobody() throws Exception {
    try (SchedulerTrial trial = new SchedulerTrial(home);
        MetricsServer server =
            MetricsServer.start(new InetSocketAddress("127.0.0.1", 0), trial.metrics::text)) {
      TrialRequester requester = trial.requester("requester");
      TrialNode node = trial.node("node");
      Submission done = requester.task(1, SchedulerTrial.SPARING);
      Submission open = requester.task(2, SchedulerTrial.SPARING);
      requester.send(done);
      CompletableFuture<List<Order>> claim = node.claim(1);
      requester.promise(List.of(done));
      Order order = TrialNode.await(claim).get(0);
      node.perform(order);
      trial.pass(1);
      requester.send(open);
      get(trial.base().getPort(), "/v1/tasks/" + order.task());
      get(trial.base().getPort(), "/v1/who-knows-what");

      HttpResponse<String> figures = get(server.port(), "/metrics");

      assertThat(figures.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(figures.body().lines())
          .contains(
              "neural_scheduler_tasks{state=\"finished\"} 1.0",
              "neural_scheduler_tasks{state=\"open\"} 1.0",
              "neural_scheduler_tasks{state=\"failed\"} 0.0",
              "neural_scheduler_copies{state=\"judged\"} 1.0",
              "neural_scheduler_http_refusals_total{rule=\"SCHEDULER-CALLER\"} 1.0",
              "neural_scheduler_http_calls_seconds_count{method=\"POST\","
                  + "route=\"/v1/tasks/{task}/reveal\",status=\"200\"} 1")
          .anyMatch(line -> line.startsWith("neural_scheduler_ledger_bytes "))
          .anyMatch(line -> line.startsWith("neural_scheduler_chain_block "))
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
          .anyMatch(line -> line.contains("route=\"other\",status=\"404\""));
      assertThat(figures.body())
          .doesNotContain(order.task().toString())
          .doesNotContain(node.account().text())
          .doesNotContain(requester.account().text())
          .doesNotContain("who-knows-what");
    }
  }

  @Test
  void everyFigureIsInTheGuide() throws Exception {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = Objects.requireNonNull(root.getParent());
    }
    String guide = Files.readString(root.resolve("docs/guides/observe-the-network.md"));
    try (SchedulerTrial trial = new SchedulerTrial(home)) {
      get(trial.base().getPort(), "/v1/who-knows-what");
      trial.metrics.settled(new Progress(List.of("paid"), List.of("trouble")));

      assertThat(trial.metrics.text().lines())
          .filteredOn(line -> line.startsWith("# TYPE neural_"))
          .hasSizeGreaterThan(8)
          .allSatisfy(
              line ->
                  assertThat(guide)
                      .contains(
                          line.split(" ", -1)[2].replaceFirst("_seconds(_max)?$", "_seconds")));
    }
  }

  @Test
  void servesFiguresAndNothingElse() throws Exception {
    try (MetricsServer server =
        MetricsServer.start(new InetSocketAddress("127.0.0.1", 0), () -> "figure 1.0\n")) {
      assertThat(get(server.port(), "/metrics").body()).isEqualTo("figure 1.0\n");
      assertThat(get(server.port(), "/").statusCode()).isEqualTo(404);
      assertThat(get(server.port(), "/metrics/more").statusCode()).isEqualTo(404);
    }
  }
}

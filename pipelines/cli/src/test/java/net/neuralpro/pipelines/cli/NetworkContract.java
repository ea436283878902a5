package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scheduler, two nodes and somebody with work for them, each in a process of its own: the same
 * whatever queues the tasks and whatever holds them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class NetworkContract {
  private static final int SETTLED_SECONDS = 61;
  private static final List<String> NODES = List.of("one", "two");

  @TempDir private static Path folder;

  private final List<NeuralProcess.Running> running = new ArrayList<>();
  private NeuralProcess neural;
  private Path dataset;
  private JsonNode summary;

  /** Starts what queues and holds the tasks; returns the text of the workspace's messaging.yaml. */
  abstract String prepare(Path servers) throws Exception;

  /** What a node is told of what holds its tasks. */
  abstract List<String> engine(String node);

  /** Ends what was started. */
  abstract void endServers() throws Exception;

  @BeforeAll
  void runOnTheNetwork() throws Exception {
    Path home = folder.resolve("home");
    Folders.copy(LoneMachine.ran().keys(), home.resolve("keys"));
    Files.writeString(
        home.resolve("messaging.yaml"),
        prepare(Files.createDirectories(folder.resolve("servers"))));
    Files.createSymbolicLink(home.resolve("images"), LoneMachine.images());
    neural = NeuralProcess.onChain(home);
    dataset = folder.resolve("dataset");
    begin("scheduler", "start", "--listen", "127.0.0.1:0", "--metrics-port", "0", "--json");
    for (String node : NODES) {
      List<Object> start = new ArrayList<>(List.of("node", "start", "--node", node, "--json"));
      start.addAll(engine(node));
      begin(start.toArray());
    }
    summary =
        good(neural.run(
                "run",
                "driving",
                "--input",
                SharedData.file("."),
                "--output",
                dataset,
                "--no-chain",
                "--compute",
                "network",
                "--computation",
                "any",
                "--parallelism",
                "4",
                "--json"))
            .json();
  }

  private static NeuralProcess.Ended good(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }

  /** Starts what runs on, and waits until it says that it does. */
  private void begin(Object... arguments) throws Exception {
    NeuralProcess.Running begun = neural.start(arguments);
    running.add(begun);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Files.readString(begun.out()).strip().endsWith("}") || !begun.process().isAlive());
    assertThat(begun.process().isAlive()).as(Files.readString(begun.err())).isTrue();
  }

  /** Nodes are stopped, so that their sandboxes leave nothing; what does not end is killed. */
  @AfterAll
  void endAll() throws Exception {
    for (String node : NODES) {
      neural.run("node", "stop", "--node", node);
    }
    for (NeuralProcess.Running each : running) {
      each.kill();
      System.err.print(Files.readString(each.err()));
    }
    neural.run("chain", "dev", "--stop");
    endServers();
  }

  @Test
  @Order(1)
  void nodesDoTheWork() {
    JsonNode places = summary.get("places");
    assertThat(places.get("failed").intValue()).isZero();
    int there = 0;
    for (JsonNode count : places.get("nodes")) {
      there += count.intValue();
    }
    assertThat(there).as(places.toString()).isPositive();
  }

  @Test
  @Order(2)
  void theDatasetIsTheSameAsOfOneMachine() throws Exception {
    LoneMachine alone = LoneMachine.ran();
    assertThat(summary.get("root")).isEqualTo(alone.summary().get("root"));
    assertThat(Folders.digests(dataset)).isEqualTo(Folders.digests(alone.dataset()));
  }

  @Test
  @Order(3)
  void lineageNamesTheNode() throws Exception {
    assertThat(good(neural.run("lineage", dataset, "0")).out())
        .as(summary.get("places").toString())
        .containsPattern("by  node 0x[0-9a-fA-F]{40}, image sha256:[0-9a-f]{64}");
  }

  @Test
  @Order(4)
  void whatNodesEarnedIsOnTheChain() throws Exception {
    BigInteger price = BigInteger.TEN.pow(16);
    int tasks = 0;
    for (JsonNode count : summary.get("places").get("nodes")) {
      tasks += count.intValue();
    }
    BigInteger least = price.multiply(BigInteger.valueOf(tasks));
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              good(neural.run("chain", "dev", "--advance", SETTLED_SECONDS));
              BigInteger taken = BigInteger.ZERO;
              for (String node : NODES) {
                JsonNode earnings =
                    neural.run("node", "earnings", "--node", node, "--claim", "--json").json();
                taken = taken.add(new BigInteger(earnings.get("taken").textValue()));
              }
              assertThat(taken).isGreaterThanOrEqualTo(least);
            });
  }

  @Test
  @Order(5)
  void aNodeThatIsDrainedEnds() throws Exception {
    good(neural.run("node", "drain", "--node", "one"));
    JsonNode status = good(neural.run("node", "status", "--node", "one", "--json")).json();
    assertThat(status.get("running").booleanValue()).isFalse();
    assertThat(status.get("tasks").get("taken").longValue()).isZero();
  }

  @Test
  @Order(6)
  void aNodeThatIsUninstalledLeavesNothingButItsKey() throws Exception {
    Path keys = folder.resolve("exported");
    JsonNode gone =
        good(neural.run("node", "uninstall", "--node", "one", "--keys", keys, "--json")).json();
    assertThat(neural.home().resolve("nodes/one")).doesNotExist();
    assertThat(gone.get("stake").bigIntegerValue())
        .isEqualTo(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(1000)));
    NeuralProcess.Ended early = neural.run("node", "withdraw", "--keys", keys);
    assertThat(early.exit()).as(early.toString()).isNotZero();
    assertThat(early.err()).contains("its stake is free at");
    long delay = gone.get("free_at").longValue() - System.currentTimeMillis() / 1000;
    good(neural.run("chain", "dev", "--advance", delay + 1));
    assertThat(good(neural.run("node", "withdraw", "--keys", keys, "--json")).json().get("amount"))
        .isEqualTo(gone.get("stake"));
  }
}

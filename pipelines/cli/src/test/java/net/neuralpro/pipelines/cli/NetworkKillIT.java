package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.messaging.kafka.KafkaProcess;
import net.neuralpro.connectors.messaging.redis.RedisProcess;
import net.neuralpro.noderunner.sandbox.ContainerEngine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever of a network is killed, and whenever: what comes out is what one machine makes alone,
 * and every copy that was right and in time is paid once. How many kills each test makes is said by
 * the system property {@code neural.network.kills}.
 */
class NetworkKillIT {
  private static final long SEED = 23;
  private static final int KILLS = Integer.getInteger("neural.network.kills", 25);
  private static final int LONGEST_PAUSE = 1500;
  private static final int MOST_RUNS = 40;
  private static final int SETTLED_SECONDS = 61;
  private static final List<String> NODES = List.of("one", "two");

  @TempDir private Path folder;

  private final Map<String, Victim> victims = new LinkedHashMap<>();
  private final Random random = new Random(SEED);
  private NeuralProcess neural;

  @Test
  void losesNothingWithRedisAndDocker() throws Exception {
    Path servers = Files.createDirectories(folder.resolve("servers"));
    try (RedisProcess redis = new RedisProcess(servers);
        ContainerEngine engine = ContainerEngine.docker()) {
      victims.put("redis", Victim.redis(redis));
      int port = redis.address(Optional.empty()).port();
      survive("redis: {port: %d}".formatted(port), "docker", engine);
    }
  }

  @Test
  void losesNothingWithKafkaAndPodman() throws Exception {
    Path servers = Files.createDirectories(folder.resolve("servers"));
    try (KafkaProcess kafka = new KafkaProcess(servers);
        ContainerEngine engine = ContainerEngine.podman()) {
      victims.put("kafka", Victim.kafka(kafka));
      String broker = kafka.address().brokers().get(0);
      survive("kafka: {brokers: ['%s']}".formatted(broker), "podman", engine);
    }
  }

  private void survive(String messaging, String kind, ContainerEngine engine) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(home.resolve("messaging.yaml"), messaging);
    Files.createSymbolicLink(home.resolve("images"), LoneMachine.images());
    neural = NeuralProcess.onChain(home);
    good(neural.run("chain", "dev"));
    victims.put("chain", Victim.chain(home.resolve("chain")));
    victims.put("engine", Victim.engine(engine));
    victims.put(
        "scheduler",
        new Victim.Command(
            neural,
            "scheduler",
            "start",
            "--listen",
            "127.0.0.1:" + freePort(),
            "--metrics-port",
            "0"));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(home.resolve("network.json")));
    victims.put(
        "node one",
        new Victim.Command(
            neural, start("one", "--engine", kind, "--engine-socket", engine.socket())));
    victims.put("node two", new Victim.Command(neural, start("two", "--engine", "runc")));
    try {
      int runs = killWhileItRuns();
      for (int number = 1; number <= runs; number++) {
        theSameAsOfOneMachine(number);
      }
      everyCopyIsPaidOnce(home);
      System.out.printf(
          "Seed %d: %d kills, %d runs, %s tasks%n",
          SEED, KILLS, runs, select(home, "SELECT COUNT(*) FROM tasks"));
    } finally {
      for (String name : NODES) {
        neural.run("node", "stop", "--node", name);
      }
      victims.get("scheduler").kill();
      neural.run("chain", "dev", "--stop");
    }
  }

  private static Object[] start(String name, Object... engine) {
    List<Object> arguments = new ArrayList<>(List.of("node", "start", "--node", name));
    arguments.addAll(List.of(engine));
    return arguments.toArray();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static NeuralProcess.Ended good(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }

  /** Kills while there is work, and lets the last run come to its end; how many runs there were. */
  private int killWhileItRuns() throws Exception {
    int kills = 0;
    for (int number = 1; ; number++) {
      assertThat(number).as("runs that ended before anything was killed").isLessThan(MOST_RUNS);
      Victim.Command run = new Victim.Command(neural, run(number, dataset(number)));
      victims.put("run", run);
      while (!hasEnded(run)) {
        if (kills < KILLS) {
          List<String> names = new ArrayList<>(victims.keySet());
          String name = names.get(random.nextInt(names.size()));
          victims.get(name).kill();
          kills++;
          System.out.printf("Seed %d: kill %d is of the %s%n", SEED, kills, name);
        }
        for (Victim victim : victims.values()) {
          victim.revive();
        }
      }
      if (kills == KILLS) {
        victims.remove("run");
        return number;
      }
    }
  }

  /** Waits a while; whether the run came to its end, and did so well. */
  private boolean hasEnded(Victim.Command run) throws InterruptedException {
    Process process = run.running().process();
    return process.waitFor(1 + random.nextInt(LONGEST_PAUSE), TimeUnit.MILLISECONDS)
        && process.exitValue() == 0;
  }

  private Path recordings(int number) throws Exception {
    Path recordings = folder.resolve("recordings-" + number);
    if (!Files.exists(recordings)) {
      good(
          neural.run(
              "synthesize",
              "--output",
              recordings,
              "--seed",
              number,
              "--recordings",
              6,
              "--seconds",
              4,
              "--width",
              256,
              "--height",
              144));
    }
    return recordings;
  }

  private Path dataset(int number) {
    return folder.resolve("dataset-" + number);
  }

  private Object[] run(int number, Path output) throws Exception {
    return new Object[] {
      "run",
      "driving",
      "--input",
      recordings(number),
      "--output",
      output,
      "--no-chain",
      "--compute",
      "network",
      "--computation",
      "any",
      "--parallelism",
      "4",
      "--json"
    };
  }

  private void theSameAsOfOneMachine(int number) throws Exception {
    Path home = folder.resolve("alone-" + number);
    Folders.copy(neural.home().resolve("keys"), home.resolve("keys"));
    Path alone = folder.resolve("local-" + number);
    good(
        new NeuralProcess(home)
            .run(
                "run",
                "driving",
                "--input",
                recordings(number),
                "--output",
                alone,
                "--computation",
                "any"));
    assertThat(Folders.digests(dataset(number))).isEqualTo(Folders.digests(alone));
  }

  /** What the scheduler found right in time is what nodes take from the chain, to the last unit. */
  private void everyCopyIsPaidOnce(Path home) throws Exception {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              for (Victim victim : victims.values()) {
                victim.revive();
              }
              good(neural.run("chain", "dev", "--advance", SETTLED_SECONDS));
              BigInteger taken = BigInteger.ZERO;
              for (String node : NODES) {
                JsonNode earnings =
                    neural.run("node", "earnings", "--node", node, "--claim", "--json").json();
                taken = taken.add(new BigInteger(earnings.get("taken").textValue()));
              }
              assertThat(open(home)).isZero();
              assertThat(taken).isEqualTo(owed(home));
            });
  }

  private static long open(Path home) throws Exception {
    return select(home, "SELECT COUNT(*) FROM tasks WHERE state = 'OPEN'").longValueExact();
  }

  private static BigInteger owed(Path home) throws Exception {
    BigInteger sum =
        select(
            home,
            "SELECT SUM(CAST(price AS INTEGER)) FROM copies"
                + " WHERE settlement IN ('OWED', 'GIVEN', 'SETTLED')");
    assertThat(sum).isPositive();
    return sum;
  }

  private static BigInteger select(Path home, String query) throws Exception {
    String ledger = "jdbc:sqlite:" + home.resolve("scheduler/ledger.db");
    try (Connection connection = DriverManager.getConnection(ledger);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return BigInteger.valueOf(rows.getLong(1));
    }
  }
}

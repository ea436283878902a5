package net.neuralpro.transforms.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class WorkerExecutorTest {
  private static final WorkerLimits LIMITS =
      new WorkerLimits(
          64L << 20, 1L << 30, Duration.ofSeconds(6), Duration.ofSeconds(60), 4L << 20);

  private static WorkerInstallation installation;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final ContentFiles files = new ContentFiles(store);
  private WorkerExecutor executor;
  private Cid file;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    installation = WorkerInstallation.ofThisProcess();
  }

  @BeforeEach
  void start() throws IOException {
    executor = new WorkerExecutor(installation, HostileOperators.class, store, LIMITS, 2);
    file = files.add(new byte[(2 << 20) + 3]);
  }

  @AfterEach
  void stop() throws IOException {
    executor.close();
  }

  @Test
  void givesTheOutputsOfAnOperator() throws Exception {
    Outcome.Produced produced = (Outcome.Produced) run("copy");
    assertThat(produced.output("copy")).isEqualTo(file);
    assertThat(produced.derivation()).isEqualTo(derivation("copy").cid());
  }

  @Test
  void givesARejectionAsTheOperatorMadeIt() throws Exception {
    assertThat(findings(run("reject"))).containsExactly(Finding.error("TEST-BAD", "here", "bad"));
  }

  @Test
  void rejectsWhatCrashesTheWorkerAndGoesOn() throws Exception {
    assertThat(findings(run("exit")).get(0).toString())
        .contains("WORKER-CRASHED")
        .contains("ended with 139");
    assertThat(run("copy")).isInstanceOf(Outcome.Produced.class);
  }

  @Test
  void rejectsWhatHangs() throws Exception {
    assertThat(findings(run("hang")).get(0).toString())
        .contains("WORKER-TIMEOUT")
        .contains("silent for more than 6 s");
  }

  @Test
  void rejectsWhatFillsTheMemory() throws Exception {
    assertThat(findings(run("hoard")).get(0).rule()).hasToString("WORKER-CRASHED");
  }

  @Test
  void rejectsWhatFloodsTheStore() throws Exception {
    assertThat(findings(run("flood")).get(0).rule()).hasToString("WORKER-OUTPUT");
  }

  @Test
  void rejectsWhatBreaksTheProtocol() throws Exception {
    assertThat(findings(run("babble")).get(0).rule().family()).isEqualTo("WORKER");
  }

  @Test
  void givesNoBlockThatTheDerivationDoesNotName() throws Exception {
    store.put(HostileOperators.Secret.BLOCK);
    assertThat(report("peek")).startsWith("could not: MissingBlockException");
  }

  @Test
  void givesAScratchFolderThatGoesWithTheWorker() throws Exception {
    assertThat(report("scratch")).isEqualTo("did it: 0");
    executor.close();
    try (Stream<Path> files = Files.list(installation.folder())) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("neural-scratch-" + ProcessHandle.current().pid()));
    }
  }

  @Test
  @EnabledIf("changesUser")
  void letsNoOtherFileBeWritten() throws Exception {
    assertThat(report("write")).startsWith("could not: AccessDeniedException");
  }

  static boolean changesUser() throws IOException, InterruptedException {
    return Restriction.ofThisComputer().changesUser();
  }

  @Test
  @EnabledIf("hasNoNetwork")
  void letsNoSocketBeOpened() throws Exception {
    assertThat(report("call")).contains("could not").contains("unreachable");
  }

  static boolean hasNoNetwork() throws IOException, InterruptedException {
    return Restriction.ofThisComputer().missing().stream()
        .noneMatch(what -> what.startsWith("network"));
  }

  @Test
  void runsSeveralAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Outcome> task = () -> run("copy");
      for (Future<Outcome> outcome : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Produced.class);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private String report(String deed) throws Exception {
    Outcome.Produced produced = (Outcome.Produced) run(deed);
    return new String(files.read(produced.output("report"), 10_000), StandardCharsets.UTF_8);
  }

  private static List<Finding> findings(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return ((Outcome.Rejected) outcome).findings();
  }

  private Outcome run(String deed) throws IOException, InterruptedException {
    return executor.execute(derivation(deed));
  }

  private Derivation derivation(String deed) {
    return new Derivation(
        "hostile",
        "0".repeat(32),
        DagJson.tree(Map.of("deed", deed)),
        new TreeMap<>(Map.of("file", file)));
  }
}

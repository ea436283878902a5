package net.neuralpro.noderunner.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.noderunner.sandbox.ProcessSandbox;
import net.neuralpro.noderunner.sandbox.RuncSandbox;
import net.neuralpro.noderunner.sandbox.Sandbox;
import net.neuralpro.noderunner.sandbox.SandboxImage;
import net.neuralpro.noderunner.sandbox.SandboxLimits;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerLimits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SandboxWorkersIT {
  private static final WorkerLimits LIMITS =
      new WorkerLimits(
          64L << 20, 1L << 30, Duration.ofSeconds(60), Duration.ofSeconds(90), 64L << 20);

  @TempDir private static Path folder;

  private static WorkerRoot root;

  /** What opens an engine. */
  interface Opening {
    Sandbox in(Path folder) throws Exception;
  }

  private final MemoryBlockStore store = new MemoryBlockStore();

  @BeforeAll
  static void make() throws Exception {
    root = WorkerRoot.make(folder.resolve("root"));
  }

  static Stream<Named<Opening>> engines() {
    return Stream.of(
        Named.of("runc", RuncSandbox::open), Named.of("bubblewrap", ProcessSandbox::open));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void runsDerivationsInASandboxAndReplacesALostWorker(Opening engine, @TempDir Path state)
      throws Exception {
    Sandbox sandbox = engine.in(state);
    SandboxImage image =
        new SandboxImage("sha256:" + "0".repeat(64), root.folder(), SandboxImage.Origin.VOUCHED);
    SandboxLimits limits = SandboxLimits.SMALL.within(Duration.ofMinutes(3));
    SandboxWorkers workers =
        new SandboxWorkers(sandbox, image, root.java(), limits, state.resolve("given"));
    Cid file = new ContentFiles(store).add(new byte[(1 << 20) + 3]);
    try (WorkerExecutor executor =
        new WorkerExecutor(workers, CopyingOperators.class, store, LIMITS, 1)) {
      assertThat(((Outcome.Produced) run(executor, "copy", file)).output("copy")).isEqualTo(file);
      assertThat(run(executor, "exit", file).toString())
          .contains("WORKER-CRASHED")
          .contains("ended with 3");
      assertThat(((Outcome.Produced) run(executor, "copy", file)).output("copy")).isEqualTo(file);
    }
  }

  private static Outcome run(WorkerExecutor executor, String deed, Cid file)
      throws IOException, InterruptedException {
    return executor.execute(
        new Derivation(
            "copying",
            "0".repeat(32),
            DagJson.tree(Map.of("deed", deed)),
            new TreeMap<>(Map.of("file", file))));
  }
}

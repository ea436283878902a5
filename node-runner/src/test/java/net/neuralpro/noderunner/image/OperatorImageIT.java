package net.neuralpro.noderunner.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.neuralpro.noderunner.sandbox.RuncSandbox;
import net.neuralpro.noderunner.sandbox.Sandbox;
import net.neuralpro.noderunner.sandbox.SandboxLimits;
import net.neuralpro.noderunner.worker.SandboxWorkers;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.examine.ExamineOperator;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.synthesize.SynthesisPlan;
import net.neuralpro.transforms.synthesize.Synthesizer;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorImageIT {
  private static final SandboxLimits LIMITS =
      new SandboxLimits(4L << 30, 128, 2000, 256L << 20, 64L << 20, 16, Duration.ofMinutes(10));

  @TempDir private static Path folder;

  @Test
  void isTheSameToTheByteWhereverItIsMade() throws Exception {
    OperatorImage one = OperatorImage.in(folder.resolve("one"));
    OperatorImage other = OperatorImage.in(folder.resolve("other"));

    assertThat(other.image().digest()).isEqualTo(one.image().digest());
    assertThat(other.java()).isEqualTo(one.java());
    assertThat(OperatorImage.in(folder.resolve("one"))).isEqualTo(one);
  }

  @Test
  void derivesTheSameAsOnThisComputer() throws Exception {
    OperatorImage image = OperatorImage.in(folder.resolve("one"));
    Sandbox sandbox = RuncSandbox.open(folder.resolve("state"));
    SandboxWorkers workers =
        new SandboxWorkers(sandbox, image.image(), image.java(), LIMITS, folder.resolve("given"));
    MemoryBlockStore store = new MemoryBlockStore();
    Synthesizer.write(
        new SynthesisPlan(7, 1, 4, 160, 96, 10, List.of()), folder.resolve("made"), name -> {});
    Path made;
    try (Stream<Path> files = Files.walk(folder.resolve("made"))) {
      made = files.filter(file -> file.toString().endsWith(".mp4")).findFirst().orElseThrow();
    }
    Cid video = new ContentFiles(store).add(made);
    OperatorCatalogue catalogue = new ShippedOperators().catalogue();
    Derivation derivation =
        catalogue.derive(
            "examine",
            OperatorParameters.complete(
                new ExamineOperator(), JsonNodeFactory.instance.objectNode()),
            Map.of("video", video));
    try (WorkerExecutor there =
            new WorkerExecutor(workers, ShippedOperators.class, store, WorkerLimits.STANDARD, 1);
        WorkerExecutor here =
            new WorkerExecutor(
                WorkerInstallation.ofThisProcess(),
                ShippedOperators.class,
                store,
                WorkerLimits.STANDARD,
                1)) {
      Outcome outcome = run(there, derivation);
      assertThat(outcome).isInstanceOf(Outcome.Produced.class);
      assertThat(outcome).isEqualTo(run(here, derivation));
    }
  }

  private static Outcome run(Executor executor, Derivation derivation) throws Exception {
    return executor.execute(derivation);
  }
}

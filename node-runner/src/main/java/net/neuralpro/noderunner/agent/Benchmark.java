package net.neuralpro.noderunner.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.transforms.examine.ExamineOperator;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ParameterException;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.synthesize.SynthesisPlan;
import net.neuralpro.transforms.synthesize.Synthesizer;

/** How fast a computer does a task whose size is known. */
public final class Benchmark {
  private static final Address NOBODY = Address.parse("0x" + "00".repeat(Address.LENGTH));
  private static final SynthesisPlan TEN_SECONDS =
      new SynthesisPlan(7, 1, 10, 640, 360, 20, List.of());
  private static final int ROUNDS = 4;
  private static final double NANOSECONDS = 1e9;

  private Benchmark() {}

  /**
   * What was measured.
   *
   * @param first seconds of the first task, with the start of what holds it
   * @param next seconds that each further task takes, where as many run as there are places
   */
  public record Times(double first, double next) {}

  /**
   * Measures the operator {@code examine} over ten seconds of rendered video.
   *
   * @param scratch a folder of its own
   * @param places how many tasks run at once
   * @throws IOException if a task fails
   */
  public static Times of(Equipment equipment, Path scratch, int places)
      throws IOException, InterruptedException {
    BlockStore store = new MemoryBlockStore();
    Derivation task = task(store, scratch);
    ExecutorService threads = Executors.newFixedThreadPool(places);
    try (Engine engine = equipment.maker().open(NOBODY, store)) {
      double first = seconds(threads, engine, task, 1);
      seconds(threads, engine, task, places);
      int count = ROUNDS * places;
      return new Times(first, seconds(threads, engine, task, count) / count);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Derivation task(BlockStore store, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    Path made = Files.createTempDirectory(scratch, "benchmark-");
    try {
      Synthesizer.write(TEN_SECONDS, made, name -> {});
      Path video;
      try (Stream<Path> files = Files.walk(made)) {
        video = files.filter(file -> file.toString().endsWith(".mp4")).findFirst().orElseThrow();
      }
      Cid content = new ContentFiles(store).add(video);
      return new ShippedOperators()
          .catalogue()
          .derive(
              "examine",
              OperatorParameters.complete(
                  new ExamineOperator(), JsonNodeFactory.instance.objectNode()),
              Map.of("video", content));
    } catch (ParameterException e) {
      throw new IllegalStateException("The operator's own parameters are good", e);
    } finally {
      try (Stream<Path> files = Files.walk(made)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static double seconds(ExecutorService threads, Engine engine, Derivation task, int count)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Future<Outcome>> running = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      running.add(threads.submit(() -> engine.execute(task)));
    }
    for (Future<Outcome> each : running) {
      try {
        if (each.get() instanceof Outcome.Rejected rejected) {
          throw new IOException("Cannot measure: the task failed: " + rejected.findings());
        }
      } catch (ExecutionException e) {
        throw new IOException("Cannot measure: " + e.getCause(), e);
      }
    }
    return (System.nanoTime() - begin) / NANOSECONDS;
  }
}

package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the main job and its peers in turn, in one run, and writes {@code
 * docs/reference/performance.md}. Start-up is what the same command costs on four recordings of a
 * second; the least of several runs stands for each.
 */
public final class Performance {
  private static final int ROUNDS = 3;
  private static final int RERUNS = 3;

  private final Path root;
  private final Path work;
  private final Ffmpeg ffmpeg;
  private final Footage footage;
  private final List<Figure> figures = new ArrayList<>();

  private Performance(Path root, Path work) throws IOException, InterruptedException {
    this.root = root;
    this.work = work;
    Files.createDirectories(work);
    ffmpeg = Ffmpeg.unpacked(work.resolve("ffmpeg.log"));
    footage = Footage.make(root, ffmpeg, work);
  }

  /** The one argument is the root of the repository. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toRealPath();
    Path work = root.resolve("pipelines/cli/target/performance");
    delete(work);
    Performance performance = new Performance(root, work);
    performance.measureCost();
    performance.measureHeap();
    performance.figures.addAll(Hashing.figures(work));
    performance.figures.addAll(Loopback.figures(work));
    performance.figures.addAll(Statements.figures(work));
    performance.figures.addAll(Proofs.figures(root));
    performance.figures.addAll(
        Microbenchmarks.figures(root.resolve("transforms/target/benchmarks.json")));
    performance.figures.addAll(
        SandboxStarts.figures(root.resolve("node-runner/target/benchmarks.json")));
    Files.writeString(
        root.resolve("docs/reference/performance.md"),
        PerformancePage.of(performance.figures, Machine.ofThisComputer()));
  }

  private void measureCost() throws IOException, InterruptedException {
    Path scenes = root.resolve("pipelines/cli/src/jmh/setup/scenes");
    Path environment = root.resolve("pipelines/cli/target/scenes");
    Path log = work.resolve("scenes.log");
    new Program(List.of(scenes.toString(), "--setup", environment.toString()), Map.of(), log).run();
    Program shell = shell(scenes, environment, footage.clips(), log);
    Program shellTiny = shell(scenes, environment, footage.tiny(), log);
    double[] ours = new double[ROUNDS];
    double[] start = new double[ROUNDS];
    double[] again = new double[ROUNDS * RERUNS];
    double[] startAgain = new double[ROUNDS * RERUNS];
    String executed = "";
    double[] floor = new double[ROUNDS];
    double[] floorStart = new double[ROUNDS];
    double[] peer = new double[ROUNDS];
    double[] peerStart = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Job tiny = job("tiny-" + round, footage.tiny());
      start[round] = tiny.run();
      Job all = job("clips-" + round, footage.clips());
      ours[round] = all.run();
      floor[round] = ffmpeg.convert(Footage.videos(footage.clips()), work.resolve("floor"));
      floorStart[round] = ffmpeg.convert(Footage.videos(footage.tiny()), work.resolve("floor"));
      peer[round] = shell.run();
      peerStart[round] = shellTiny.run();
      for (int rerun = 0; rerun < RERUNS; rerun++) {
        startAgain[round * RERUNS + rerun] = tiny.run();
        again[round * RERUNS + rerun] = all.run();
      }
      executed = all.derivations();
    }
    double cost = least(ours) - least(start);
    double least = least(floor) - least(floorStart);
    figures.add(
        Figure.seconds("Start-up: clips-256 over four recordings of a second", least(start)));
    figures.add(
        Figure.ratio(
            "clips-256 over real clips, start-up apart, against bare ffmpeg", cost, least, 1.25));
    figures.add(
        Figure.ratio(
            "The same against scenedetect, ffmpeg and tar, start-up of both apart",
            cost,
            least(peer) - least(peerStart),
            0.5));
    figures.add(
        Figure.plain(
            "The same, start-up included, against scenedetect, ffmpeg and tar",
            least(ours),
            least(peer)));
    figures.add(
        Figure.difference(
            "An unchanged re-run (%s) against the first run, start-up apart"
                .formatted(executed.replace(".", "")),
            least(again) - least(startAgain),
            cost,
            0.02,
            doubt(again) + doubt(startAgain)));
  }

  private Program shell(Path scenes, Path environment, Path input, Path log) {
    return new Program(
        List.of(
            scenes.toString(),
            environment.toString(),
            input.toString(),
            work.resolve("shell").toString()),
        Map.of(),
        log);
  }

  private void measureHeap() throws IOException, InterruptedException {
    int one = heap("one", footage.one());
    figures.add(
        Figure.megabytes(
            "Heap left in use by collections: a recording 10 times as long",
            heap("tenfold", footage.tenfold()),
            one));
    figures.add(
        Figure.megabytes(
            "The same: 10 times as many recordings", heap("many", footage.many()), one));
  }

  private int heap(String name, Path input) throws IOException, InterruptedException {
    Job job = job(name, input);
    job.run();
    return job.heap();
  }

  private Job job(String name, Path input) {
    return new Job(root.resolve("neural"), input, work.resolve(name));
  }

  private static double least(double[] seconds) {
    return Arrays.stream(seconds).min().orElseThrow();
  }

  /** How far the two least lie apart: the least can hardly be much less yet. */
  private static double doubt(double[] seconds) {
    double[] sorted = Arrays.stream(seconds).sorted().toArray();
    return sorted[1] - sorted[0];
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * A row of the table.
   *
   * @param what was measured
   * @param ours our figure with its unit
   * @param peer that which it is compared with, or empty
   * @param ratio of the two, or empty
   * @param target that it should be, and whether it is, or empty
   */
  record Figure(String what, String ours, String peer, String ratio, String target) {
    static Figure seconds(String what, double seconds) {
      return new Figure(what, text(seconds, "CPU s"), "", "", "reported apart");
    }

    static Figure ratio(String what, double ours, double peer, double most) {
      double ratio = ours / peer;
      return plain(what, ours, peer)
          .with(
              String.format(Locale.ROOT, "≤ %s: %s", most, ratio <= most ? "met" : "missed"));
    }

    /** A ratio that has no target. */
    static Figure plain(String what, double ours, double peer) {
      return new Figure(
          what,
          text(ours, "CPU s"),
          text(peer, "CPU s"),
          String.format(Locale.ROOT, "%.3f", ours / peer),
          "");
    }

    /** A ratio whose numerator is a difference that may be no larger than the doubt about it. */
    static Figure difference(String what, double ours, double peer, double most, double doubt) {
      Figure figure = ratio(what, ours, peer, most);
      return figure.with(figure.target() + String.format(Locale.ROOT, " (± %.3f)", doubt / peer));
    }

    private Figure with(String verdict) {
      return new Figure(what, ours, peer, ratio, verdict);
    }

    /** Seconds of the clock, as a ratio to a peer's. */
    static Figure wall(String what, double ours, double peer, double most) {
      double ratio = ours / peer;
      return new Figure(
          what,
          text(ours, "s"),
          text(peer, "s"),
          String.format(Locale.ROOT, "%.3f", ratio),
          String.format(Locale.ROOT, "≤ %s: %s", most, ratio <= most ? "met" : "missed"));
    }

    /** How much heap ten times the work takes; a collection more or less is no growth. */
    static Figure megabytes(String what, int ours, int single) {
      double ratio = (double) ours / single;
      return new Figure(
          what,
          ours + " MB",
          single + " MB at 1×",
          String.format(Locale.ROOT, "%.2f", ratio),
          "no growth in 192 MB: " + (ratio <= 1.25 ? "met" : "missed"));
    }

    static String text(double value, String unit) {
      return String.format(Locale.ROOT, "%.2f %s", value, unit);
    }
  }
}

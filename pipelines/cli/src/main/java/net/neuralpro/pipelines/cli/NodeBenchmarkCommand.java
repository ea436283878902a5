package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.Callable;
import net.neuralpro.noderunner.agent.Benchmark;
import net.neuralpro.noderunner.agent.Equipment;
import net.neuralpro.noderunner.agent.NodeFolder;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural node benchmark}: what this computer would earn at most. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = "Measures how fast this computer does tasks, and estimates what it would earn.",
    footer = {
      "",
      "Examples:",
      "  neural node benchmark",
      "  neural node benchmark --engine docker --places 2 --price 0.02 --json",
      "",
      "The task is to examine ten seconds of video, 640 by 360. A node earns the estimate only while",
      "there is work for it all the time."
    })
final class NodeBenchmarkCommand implements Callable<Integer> {
  private static final int SECONDS_PER_HOUR = 3600;

  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;
  @Mixin private EngineUse engine;

  @Option(
      names = "--price",
      paramLabel = "TOKENS",
      defaultValue = "0.01",
      description = "What a task is taken to pay; by default ${DEFAULT-VALUE}.")
  private BigDecimal price;

  NodeBenchmarkCommand() {}

  /** For scripts; times are in seconds, earnings in tokens. */
  private record Report(
      String engine, double first, double next, double tasksPerHour, BigDecimal earningsPerHour) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    NodeFolder folder = node.folder();
    if (folder.isRunning()) {
      throw new RefusedCallException(
          "NODE-RUNS",
          "Cannot measure while node %s runs; perhaps neural node drain".formatted(node.name()));
    }
    terminal.note("Measuring; this takes a minute.");
    try (Equipment equipment = engine.equipment(folder.sandbox())) {
      Benchmark.Times times = Benchmark.of(equipment, folder.scratch(), engine.places());
      double perHour = SECONDS_PER_HOUR / times.next();
      Report report =
          new Report(
              equipment.kind().word(),
              times.first(),
              times.next(),
              perHour,
              price.multiply(BigDecimal.valueOf(perHour)).setScale(3, RoundingMode.DOWN));
      terminal.json(report);
      terminal.print("Engine       " + report.engine());
      terminal.print(
          "First task   %.2f s, with the start of what holds it".formatted(times.first()));
      terminal.print("Each more    %.2f s".formatted(times.next()));
      terminal.print("Tasks        %.0f an hour at most".formatted(perHour));
      terminal.print(
          "Earnings     %s NEURAL an hour at most, at %s a task"
              .formatted(report.earningsPerHour().toPlainString(), price.toPlainString()));
    }
    return Exit.OK;
  }
}

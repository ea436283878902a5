package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.neuralpro.pipelines.control.simulation.Grid;
import net.neuralpro.pipelines.control.simulation.Simulation;
import net.neuralpro.pipelines.control.simulation.Table;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural simulate network}: what cheating nodes would gain and lose. */
@Command(
    name = "network",
    mixinStandardHelpOptions = true,
    description = "Prints what it costs nodes to cheat, as a page of Markdown.",
    footer = {
      "",
      "Examples:",
      "  neural simulate network",
      "  neural simulate network --grid grid.json --seed 7 --json",
      "",
      "A grid is one line of JSON, its keys in this order:",
      "  {\"attempts\":8000,\"canaries\":[0,10000],\"floors\":[50000],\"multiples\":[100],"
          + "\"shares\":[10,30]}",
      "Rates are per million, shares in hundredths. Same grid and seed, same page, anywhere."
    })
final class SimulateNetworkCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Spec private CommandSpec spec;

  @Option(
      names = "--grid",
      paramLabel = "FILE",
      description = "Shares, policies and attempts; the page's own if absent.")
  private @Nullable Path file;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "From which all chance is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  SimulateNetworkCommand() {}

  @Override
  public Integer call() throws IOException {
    Grid grid = file == null ? Grid.DEFAULT : read(file);
    Simulation.Outcome outcome = Simulation.run(grid, seed);
    terminal.json(outcome);
    terminal.print(Table.page(grid, outcome).stripTrailing());
    return Exit.OK;
  }

  private Grid read(Path path) throws IOException {
    try {
      String text = Files.readString(path).strip();
      return DagJson.read(text.getBytes(StandardCharsets.UTF_8), Grid.class);
    } catch (MalformedContentException e) {
      throw new ParameterException(
          spec.commandLine(), "Cannot read the grid %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}

package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural simulate}: what would happen, without doing it. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Plays what could happen, over the real code.",
    footer = {"", "Examples:", "  neural simulate network"},
    subcommands = SimulateNetworkCommand.class)
final class SimulateCommand implements Runnable {
  @Spec private CommandSpec spec;

  SimulateCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Cannot run neural simulate without a command");
  }
}

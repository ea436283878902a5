package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural scheduler}: brings tasks to nodes. */
@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    description = "Brings tasks to the nodes of a network, checks results and pays for them.",
    footer = {
      "",
      "Examples:",
      "  neural scheduler start",
      "",
      "What it says to nodes and requesters is in docs/reference/scheduler-api.md."
    },
    subcommands = {SchedulerStartCommand.class})
final class SchedulerCommand implements Runnable {
  @Spec private CommandSpec spec;

  SchedulerCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Cannot run neural scheduler without a command");
  }
}

package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural chain}: the chain of the workspace. */
@Command(
    name = "chain",
    mixinStandardHelpOptions = true,
    description = "Runs a chain of your own, puts contracts on one, and looks at both.",
    footer = {
      "",
      "Examples:",
      "  neural chain dev",
      "  neural chain status",
      "",
      "Which chain it is stands in chain.yaml of the workspace; without that file it is a",
      "development chain within the workspace."
    },
    subcommands = {
      ChainDevCommand.class,
      ChainDeployCommand.class,
      ChainStatusCommand.class,
      ChainVerifyCommand.class
    })
final class ChainCommand implements Runnable {
  @Spec private CommandSpec spec;

  ChainCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Cannot run neural chain without a command");
  }
}

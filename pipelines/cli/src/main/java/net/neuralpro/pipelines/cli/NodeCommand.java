package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural node}: this computer does tasks for a network and is paid. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = "Lets this computer do tasks for a network, and earn.",
    footer = {
      "",
      "Examples:",
      "  neural node start                      claims tasks until it is ended",
      "  neural node status",
      "  neural node drain                      ends when what it has is done",
      "  neural node earnings --claim",
      "  neural node benchmark                  what it would earn at most",
      "  neural node uninstall --keys FOLDER    ends for good",
      "",
      "See docs/guides/run-a-node.md."
    },
    subcommands = {
      NodeStartCommand.class,
      NodeStatusCommand.class,
      NodeDrainCommand.class,
      NodeStopCommand.class,
      NodeEarningsCommand.class,
      NodeBenchmarkCommand.class,
      NodeWithdrawCommand.class,
      NodeUninstallCommand.class
    })
final class NodeCommand implements Runnable {
  @Spec private CommandSpec spec;

  NodeCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with the node");
  }
}

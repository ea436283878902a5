package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural epoch}: what contributors have earned, epoch by epoch. */
@Command(
    name = "epoch",
    mixinStandardHelpOptions = true,
    description = "States what contributors have earned, and makes others' statements anew.",
    footer = {
      "",
      "Examples:",
      "  neural epoch status",
      "  neural epoch close",
      "  neural epoch replay 3",
      "",
      "The rule is in docs/reference/rewards.md."
    },
    subcommands = {
      EpochStatusCommand.class,
      EpochCloseCommand.class,
      EpochReplayCommand.class,
      EpochChallengeCommand.class
    })
final class EpochCommand implements Runnable {
  @Spec private CommandSpec spec;

  EpochCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Cannot run neural epoch without a command");
  }
}

package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural store}: what the workspace keeps, by the identifiers of its bytes. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "Adds, gets, checks and cleans up what the workspace keeps.",
    footer = {"", "Examples:", "  neural store add ride.mp4", "  neural store gc --dry-run"},
    subcommands = {
      StoreAddCommand.class,
      StoreGetCommand.class,
      StoreFsckCommand.class,
      StoreGcCommand.class,
      StoreStatCommand.class,
      StorePinCommand.class,
      StoreExportCommand.class,
      StoreImportCommand.class,
      StoreCheckCommand.class
    })
final class StoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  StoreCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Cannot run neural store without a command");
  }
}

package net.neuralpro.pipelines.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code neural}: the entry to everything that a person does with Neural. */
@Command(
    name = "neural",
    description = "Turns contributed recordings into curated, verifiable datasets.",
    mixinStandardHelpOptions = true,
    versionProvider = Neural.Version.class)
public final class Neural implements Runnable {
  @Spec private CommandSpec spec;

  Neural() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Neural()).execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Cannot run neural without a command");
  }

  /** The version that the jar's manifest states. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Neural.class.getPackage().getImplementationVersion();
      return new String[] {"neural " + (version == null ? "(unpackaged)" : version)};
    }
  }
}

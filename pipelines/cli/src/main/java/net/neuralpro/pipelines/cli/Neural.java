package net.neuralpro.pipelines.cli;

import net.neuralpro.pipelines.flows.sanitise.HiddenPlace;
import net.neuralpro.pipelines.flows.sanitise.TripEnds;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Licence;
import picocli.AutoComplete;
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
    versionProvider = Neural.Version.class,
    subcommands = {
      DemoCommand.class,
      SynthesizeCommand.class,
      RunCommand.class,
      VerifyCommand.class,
      ShowCommand.class,
      LineageCommand.class,
      InspectCommand.class,
      SubmitCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Neural implements Runnable {
  @Spec private CommandSpec spec;

  Neural() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line with its converters and its way to tell of errors. */
  static CommandLine commandLine() {
    return new CommandLine(new Neural())
        .registerConverter(Cid.class, Cid::parse)
        .registerConverter(Licence.class, Licence::new)
        .registerConverter(HiddenPlace.class, HiddenPlace::parse)
        .registerConverter(TripEnds.class, TripEnds::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new ErrorTeller());
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

package net.neuralpro.pipelines.cli;

import java.util.function.Function;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.envelope.Recipient;
import net.neuralpro.pipelines.flows.sanitise.HiddenPlace;
import net.neuralpro.pipelines.flows.sanitise.TripEnds;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Licence;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code neural}: the entry to everything that a person does with Neural. */
@Command(
    name = "neural",
    description = "Turns contributed recordings into curated, verifiable datasets.",
    mixinStandardHelpOptions = true,
    versionProvider = Neural.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      Exit.OK + ":All went well.",
      Exit.INTERNAL + ":Something failed that was not foreseen.",
      Exit.USAGE
          + ":The command line or the recipe cannot be understood, or it asks for a sample that is not there.",
      Exit.REJECTED + ":The input was rejected: what, by which rule and why is printed.",
      Exit.ALTERED + ":A dataset is not what its root says.",
      Exit.STORAGE + ":A file, folder or disk cannot be read or written.",
      Exit.CHAIN + ":A chain cannot be reached, is not as it should be, or refuses something."
    },
    footer = {
      "",
      "Environment:",
      "  NEURAL_HOME             The workspace: blocks, keys, what was derived; else ~/.neural.",
      "  NEURAL_PASSPHRASE_FILE  A file whose first line opens your key; else one is made for it.",
      "  NEURAL_NO_CHAIN         If it is true, no command uses a chain unless it must.",
      "  NEURAL_TRACE            If it is set, errors come with the place in the code.",
      "",
      "Each command has its own examples: neural run --help"
    },
    subcommands = {
      DemoCommand.class,
      SynthesizeCommand.class,
      RunCommand.class,
      VerifyCommand.class,
      ShowCommand.class,
      LineageCommand.class,
      ProveCommand.class,
      CheckCommand.class,
      PushCommand.class,
      PullCommand.class,
      RecipientCommand.class,
      ServeGatewayCommand.class,
      InspectCommand.class,
      SubmitCommand.class,
      RevokeCommand.class,
      FundCommand.class,
      EpochCommand.class,
      EarningsCommand.class,
      ClaimCommand.class,
      ArchiveCommand.class,
      StoreCommand.class,
      ChainCommand.class,
      SchedulerCommand.class,
      NodeCommand.class,
      SimulateCommand.class,
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
        .registerConverter(Cid.class, explained(Cid::parse))
        .registerConverter(Address.class, explained(Address::parse))
        .registerConverter(Recipient.class, explained(Recipient::parse))
        .registerConverter(ArchivePrice.class, explained(ArchivePrice::parse))
        .registerConverter(ByteRange.class, explained(StoreGetCommand::range))
        .registerConverter(Licence.class, explained(Licence::new))
        .registerConverter(HiddenPlace.class, explained(HiddenPlace::parse))
        .registerConverter(TripEnds.class, explained(TripEnds::parse))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageTeller())
        .setExecutionExceptionHandler(new ErrorTeller());
  }

  /** A converter whose refusals reach the person in its own words. */
  private static <T> ITypeConverter<T> explained(Function<String, T> converter) {
    return text -> {
      try {
        return converter.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
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

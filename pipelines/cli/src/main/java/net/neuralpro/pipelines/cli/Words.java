package net.neuralpro.pipelines.cli;

import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Words of a command line that only the command itself can understand. */
final class Words {
  private Words() {}

  /** A constant as a person writes it. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Reads words; what it refuses is told as an error of the command line. */
  static <T> T read(CommandSpec spec, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}

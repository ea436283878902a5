package net.neuralpro.pipelines.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much a command does at once. */
final class Parallelism {
  private static final int MOST = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private int value = Runtime.getRuntime().availableProcessors();

  /** As much as there are processors; picocli changes it. */
  Parallelism() {}

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "How many recordings are worked on at once, 1 to 256; by default one per processor.")
  void set(int number) {
    if (number < 1 || number > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--parallelism': %d is not in 1 to %d".formatted(number, MOST));
    }
    value = number;
  }

  int value() {
    return value;
  }
}

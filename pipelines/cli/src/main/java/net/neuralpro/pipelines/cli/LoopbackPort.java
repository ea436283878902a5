package net.neuralpro.pipelines.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a command serves this computer alone, as people write it. */
final class LoopbackPort {
  private static final int MAX_PORT = 65_535;

  private LoopbackPort() {}

  /**
   * Reads a port; 0 stands for none.
   *
   * @throws ParameterException if it is none
   */
  static Optional<InetSocketAddress> of(CommandSpec spec, String option, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '%s': %d is no port".formatted(option, port));
    }
    return port == 0
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}

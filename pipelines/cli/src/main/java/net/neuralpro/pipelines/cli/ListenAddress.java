package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a command serves, as people write it. */
final class ListenAddress {
  private static final int MAX_PORT = 65_535;

  private ListenAddress() {}

  /**
   * Reads HOST:PORT.
   *
   * @throws ParameterException if it is none
   */
  static InetSocketAddress of(CommandSpec spec, String listen) throws IOException {
    int colon = listen.lastIndexOf(':');
    String port = colon < 0 ? "" : listen.substring(colon + 1);
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--listen': '" + listen + "' is not HOST:PORT");
    }
    return new InetSocketAddress(
        InetAddress.getByName(listen.substring(0, colon)), Integer.parseInt(port));
  }
}

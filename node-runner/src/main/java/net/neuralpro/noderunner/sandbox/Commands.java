package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short programs of this computer, such as {@code mount}. */
public final class Commands {
  private static final int MAX_OUTPUT = 64 << 10;
  private static final Duration SHORT = Duration.ofSeconds(30);

  private Commands() {}

  /**
   * Runs a program to its end.
   *
   * @throws SandboxException SANDBOX-ENGINE if it fails, or takes more than half a minute
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    return run(command, SHORT);
  }

  /**
   * Runs a program to its end.
   *
   * @param time how long it may take
   * @throws SandboxException SANDBOX-ENGINE if it fails, or takes more time
   */
  public static String run(List<String> command, Duration time)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed(command, "it does not end");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failed(command, output.isEmpty() ? "exit code " + process.exitValue() : output);
    }
    return output;
  }

  /**
   * Sees to it that a program is there.
   *
   * @param origin the package that brings it
   * @throws SandboxException SANDBOX-ENGINE if it is missing
   */
  static void require(String program, String origin) throws IOException, InterruptedException {
    try {
      run(List.of(program, "--version"));
    } catch (SandboxException e) {
      throw e;
    } catch (IOException e) {
      throw new SandboxException(
          "SANDBOX-ENGINE",
          "Cannot find %s; perhaps install it: apt-get install %s".formatted(program, origin));
    }
  }

  /** Whether this program runs as root. */
  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot find out who runs this program", e);
    }
  }

  private static SandboxException failed(List<String> command, String why) {
    return new SandboxException(
        "SANDBOX-ENGINE", "Cannot run '%s': %s".formatted(String.join(" ", command), why));
  }
}

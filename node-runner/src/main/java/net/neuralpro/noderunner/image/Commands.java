package net.neuralpro.noderunner.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Programs of this computer. */
final class Commands {
  private Commands() {}

  /** What a program prints; that it may fail is for who reads it to see. */
  static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0 && !text.contains("statically linked") && !text.contains("not a dynamic")) {
      throw new IOException(
          "Cannot run %s: it ended with %d: %s".formatted(command[0], code, text.strip()));
    }
    return text;
  }
}

package net.neuralpro.pipelines.cli.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.TrustedAnchor;

/**
 * A proof of a sample with a block of a real chain, read and checked against the block's hash, in a
 * fresh Java machine: the first check, and the least of many.
 */
final class Proofs {
  private static final double MOST_MILLISECONDS = 100;
  private static final int CHECKS = 200;

  private Proofs() {}

  static List<Performance.Figure> figures(Path root) throws IOException, InterruptedException {
    Path folder =
        root.resolve(
            "pipelines/flows/src/test/resources/net/neuralpro/pipelines/flows/dataset");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Proofs.class.getName(),
                folder.resolve("anvil-proof.json").toString(),
                folder.resolve("anvil-block.txt").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (process.waitFor() != 0 || line == null) {
        throw new IOException("Cannot measure the check of a proof");
      }
      String[] said = line.split(" ");
      double least = Double.parseDouble(said[1]);
      return List.of(
          new Performance.Figure(
              "A proof of a sample with its block, read and checked, warm",
              Performance.Figure.text(least, "ms"),
              "",
              "",
              String.format(
                  Locale.ROOT,
                  "≤ %.0f ms: %s",
                  MOST_MILLISECONDS,
                  least <= MOST_MILLISECONDS ? "met" : "missed")),
          new Performance.Figure(
              "The same for the first time, while its classes are loaded",
              Performance.Figure.text(Double.parseDouble(said[0]), "ms"),
              "",
              "",
              "reported apart"));
    }
  }

  /** Checks the proof of a file against the block of another, and says how long that took. */
  public static void main(String[] arguments) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
    String block = Files.readString(Path.of(arguments[1]));
    double first = check(bytes, block);
    double least = first;
    for (int check = 0; check < CHECKS; check++) {
      least = Math.min(least, check(bytes, block));
    }
    System.out.println(first + " " + least);
  }

  private static double check(byte[] bytes, String block) throws IOException {
    long start = System.nanoTime();
    TrustedAnchor.TrustedBlock.parse(block).check(SampleProof.read(bytes));
    return (System.nanoTime() - start) / 1e6;
  }
}

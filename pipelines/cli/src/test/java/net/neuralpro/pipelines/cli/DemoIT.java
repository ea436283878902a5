package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as a newcomer runs it, in a process of its own. */
class DemoIT {
  @TempDir static Path folder;

  private static Path dataset;
  private static String output;

  @BeforeAll
  static void runsTheDemonstration() throws IOException, InterruptedException {
    dataset = folder.resolve("demo");
    Ended ended = neural("home", "demo", "--output", dataset.toString());
    assertThat(ended.code()).as(ended.output()).isZero();
    output = ended.output();
  }

  @Test
  void namesEveryPlantedFault() {
    assertThat(output)
        .doesNotContain("NOT FOUND")
        .contains("MANIFEST-UNSIGNED", "MANIFEST-SIGNATURE", "VIDEO-CUT", "VIDEO-GAP")
        .contains("SCORE-FROZEN", "SCORE-BLACK", "VIDEO-CORRUPT", "SENSOR-NAN")
        .contains("SENSOR-COVERAGE", "GNSS-FIX", "LICENCE-MISSING", "DEDUP-DUPLICATE");
  }

  @Test
  void endsWithTheSameRootElsewhereAndOneAtATime() throws IOException, InterruptedException {
    Path other = folder.resolve("elsewhere").resolve("demo");
    Ended ended = neural("other-home", "demo", "--output", other.toString(), "--parallelism", "1");
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(other.resolve("ROOT")).hasSameTextualContentAs(dataset.resolve("ROOT"));
  }

  @Test
  void executesNothingAgain() throws IOException, InterruptedException {
    Ended ended = neural("home", "demo", "--output", dataset.toString());
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).containsPattern("\\b(0|No) derivations were executed");
  }

  @Test
  void verifiesAndNamesTheFileOfAFlippedByte() throws IOException, InterruptedException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = copy.resolve(dataset.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    assertThat(neural("home", "verify", copy.toString()).code()).isZero();
    for (String name : List.of("ROOT", "manifest.json", "croissant.json", "recipe.json")) {
      flip(copy.resolve(name));
      Ended ended = neural("home", "verify", copy.toString());
      assertThat(ended.code()).as(name).isEqualTo(Exit.ALTERED);
      assertThat(ended.output()).contains(name);
      flip(copy.resolve(name));
    }
  }

  @Test
  void tracesASampleToItsSignedRecording() throws IOException, InterruptedException {
    Ended ended = neural("home", "lineage", dataset.toString(), "17");
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("ingest", "examine", "align", "label", "contributor 0x")
        .contains("signature   GENUINE");
  }

  private static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long place = bytes.length() / 2;
      bytes.seek(place);
      int old = bytes.read();
      bytes.seek(place);
      bytes.write(old ^ 1);
    }
  }

  /** How a process ended. */
  private record Ended(int code, String output) {}

  private static Ended neural(String home, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Neural.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NEURAL_HOME", folder.resolve(home).toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}

package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said clearly, and leaves no half dataset. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultIT {
  private static final String CLIP = "mapillary-sample-5s.mp4";

  /** The exit code of a process that SIGINT has ended. */
  private static final int INTERRUPTED = 128 + 2;

  /**
   * Starts a program that, even as root, may only do what files' permissions allow. It can start no
   * worker, whose scratch folder is another user's.
   */
  private static final List<String> OBEDIENT =
      List.of(
          "setpriv",
          "--inh-caps=-dac_override,-dac_read_search",
          "--bounding-set=-dac_override,-dac_read_search");

  @TempDir private static Path folder;
  private Path clip;
  private NeuralProcess neural;
  private NeuralProcess obedient;
  private Path dataset;

  @BeforeAll
  void curate() throws Exception {
    clip = SharedData.file("video/" + CLIP);
    neural = new NeuralProcess(folder.resolve("home"));
    obedient = new NeuralProcess(neural.home(), isRoot() ? OBEDIENT : List.of());
    dataset = folder.resolve("dataset");
    NeuralProcess.Ended ended = run(neural, "driving", dataset, clip);
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static NeuralProcess.Ended run(
      NeuralProcess neural, Object recipe, Path output, Path... inputs)
      throws IOException, InterruptedException {
    List<Object> arguments = new ArrayList<>(List.of("run", recipe, "--output", output, "--input"));
    arguments.addAll(Arrays.asList(inputs));
    return neural.run(arguments.toArray());
  }

  private static void assertFails(NeuralProcess.Ended ended, int exit, String... messages) {
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
    assertThat(ended.err()).contains(messages).doesNotContain("\tat ");
  }

  @Test
  void aReadOnlyFolderIsRefused() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertFails(
        run(obedient, "driving", closed.resolve("dataset"), clip), Exit.STORAGE, "is read-only");
    assertThat(closed).isEmptyDirectory();
  }

  @Test
  void anOutputThatIsAFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertFails(run(neural, "driving", file, clip), Exit.STORAGE, "something else is there");
    assertThat(file).hasContent("mine");
  }

  @Test
  void anUnknownRecipeIsNamed() throws Exception {
    Path output = folder.resolve("unknown");
    assertFails(run(neural, "flying", output, clip), Exit.USAGE, "flying", "driving");
    assertThat(output).doesNotExist();
  }

  @Test
  void anErrorInARecipeHasItsLine() throws Exception {
    Path recipe =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            "neural: 1\nname: wrong\ndescription: Wrong.\nsteps:\n  ingest:\n  examine:\n"
                + "    short_side: small\n");
    Path output = folder.resolve("wrong");
    assertFails(run(neural, recipe, output, clip), Exit.USAGE, "wrong.yaml", "7", "short_side");
    assertThat(output).doesNotExist();
  }

  @Test
  void anotherVersionDoesNotOverwriteADataset() throws Exception {
    var before = Folders.digests(dataset);
    assertFails(
        run(neural, Recipes.driving(folder, "task: Drive.", "task: Overwrite."), dataset, clip),
        Exit.STORAGE,
        "choose another --output");
    assertThat(Folders.digests(dataset)).isEqualTo(before);
  }

  @Test
  void anUnreadableRecordingIsRejected() throws Exception {
    Path unreadable = Files.copy(clip, folder.resolve("unreadable.mp4"));
    Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
    Path output = folder.resolve("nothing");
    NeuralProcess.Ended ended = run(obedient, "driving", output, unreadable);
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(Exit.REJECTED);
    assertThat(ended.out()).contains("unreadable.mp4", "UNREADABLE");
    assertThat(output).doesNotExist();
  }

  @Test
  void brokenRecordingsLeaveTheOthersUnharmed() throws Exception {
    Path inputs = Files.createDirectory(folder.resolve("broken"));
    Files.copy(clip, inputs.resolve(CLIP));
    byte[] bytes = Files.readAllBytes(SharedData.file("video/psd-testvideo.mp4"));
    Files.write(inputs.resolve("truncated.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    for (int position = bytes.length / 3; position < bytes.length / 2; position += 997) {
      bytes[position] ^= 0x55;
    }
    Files.write(inputs.resolve("flipped.mp4"), bytes);
    Path output = folder.resolve("unharmed");
    NeuralProcess.Ended ended = run(neural, "driving", output, inputs);
    assertThat(ended.exit()).as(ended.toString()).isZero();
    List<String> rows = Files.readAllLines(folder.resolve("unharmed.run/report.jsonl"));
    assertRow(rows, CLIP, "\"fate\":\"ACCEPTED\"");
    assertRow(rows, "truncated.mp4", "\"fate\":\"REJECTED\"", "MEDIA-");
    assertRow(rows, "flipped.mp4", "\"fate\":\"REJECTED\"", "VIDEO-");
    assertThat(neural.run("verify", output).exit()).isZero();
  }

  private static void assertRow(List<String> rows, String name, String... texts) {
    assertThat(rows)
        .filteredOn(row -> row.contains("/" + name + "\"") || row.contains("\"" + name + "\""))
        .singleElement()
        .asString()
        .contains(texts);
  }

  @Test
  void aSecondRunOnAnOutputIsRefusedAndAnInterruptedOneGoesOn() throws Exception {
    NeuralProcess fresh =
        new NeuralProcess(folder.resolve("fresh"), List.of("env", "--default-signal=INT"));
    Path output = folder.resolve("interrupted");
    Object[] arguments = {"run", "driving", "--json", "--output", output, "--input", clip};
    NeuralProcess.Running running = fresh.start(arguments);
    Path outcomes = fresh.home().resolve("outcomes");
    while (!Folders.holdsAFile(outcomes)) {
      assertThat(running.process().waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    running.signal("STOP");
    assertFails(fresh.run(arguments), Exit.STORAGE, "another run is making one there");
    running.signal("INT");
    running.signal("CONT");
    assertFails(running.await(), INTERRUPTED, "The same command goes on where it was.");
    assertThat(output).doesNotExist();
    NeuralProcess.Ended ended = fresh.run(arguments);
    assertThat(ended.exit()).as(ended.toString()).isZero();
    assertThat(ended.json().get("executed").has("ingest")).as("ingested again").isFalse();
    assertThat(fresh.run("verify", output).exit()).isZero();
  }

  @Test
  void aWorkspaceOnAFullDiskIsSaidAndTheRunGoesOnWithRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path output = folder.resolve("cramped");
    assertGoesOnWithRoom(new NeuralProcess(disk.resolve("home")), disk, "4m", output);
  }

  @Test
  void anOutputOnAFullDiskIsSaidAndTheRunGoesOnWithRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("small"));
    assertGoesOnWithRoom(neural, disk, "256k", disk.resolve("dataset"));
  }

  /** A run on a disk of a size that is too small, and again when the disk has become larger. */
  private void assertGoesOnWithRoom(NeuralProcess cramped, Path disk, String size, Path output)
      throws Exception {
    Assumptions.assumeTrue(isRoot(), "Only root can mount a small disk");
    mount("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
    try {
      assertFails(run(cramped, "driving", output, clip), Exit.STORAGE, "No space left on device");
      assertThat(output).doesNotExist();
      mount("mount", "-o", "remount,size=64m", disk.toString());
      NeuralProcess.Ended ended = run(cramped, "driving", output, clip);
      assertThat(ended.exit()).as(ended.toString()).isZero();
      assertThat(cramped.run("verify", output).exit()).isZero();
    } finally {
      mount("umount", disk.toString());
    }
  }

  private static void mount(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    Assumptions.assumeTrue(process.waitFor() == 0, () -> "Cannot " + String.join(" ", command));
  }
}

package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every engine must hold, tried out by a program that wants to get out of it. */
abstract class SandboxContract {
  private static final SandboxLimits LIMITS = SandboxLimits.SMALL.within(Duration.ofSeconds(20));

  @TempDir private Path folder;

  private Path given;
  private Path outputs;

  /** The engine. */
  abstract Sandbox sandbox() throws Exception;

  /** Whose images it runs on this computer. */
  SandboxImage.Origin origin() {
    return SandboxImage.Origin.STRANGER;
  }

  /** How many processes on this computer are of a task. */
  private static long probes() throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.filter(SandboxContract::isProbe).count();
    }
  }

  private static boolean isProbe(Path process) {
    try {
      return Files.readString(process.resolve("cmdline")).startsWith("/probe");
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void give() throws IOException {
    given = Files.createDirectories(folder.resolve("given"));
    Files.createDirectories(given.resolve("inputs"));
    Files.createDirectories(given.resolve("outputs"));
    Files.writeString(given.resolve("inputs/one"), "what is given");
    outputs = Files.createDirectories(folder.resolve("outputs"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  final SandboxRun run(String... arguments) throws Exception {
    return run(LIMITS, arguments);
  }

  private SandboxRun run(SandboxLimits limits, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/probe"));
    command.addAll(List.of(arguments));
    return sandbox().run(task(limits, command), outputs);
  }

  private SandboxTask task(SandboxLimits limits, List<String> command) throws Exception {
    SandboxImage probe = ProbeImage.image();
    SandboxImage image = new SandboxImage(probe.digest(), probe.root(), origin());
    return new SandboxTask(image, command, new TreeMap<>(), given, limits);
  }

  @Test
  void speaksWithAProgram() throws Exception {
    try (SandboxProgram program = sandbox().open(task(LIMITS, List.of("/probe", "echo")))) {
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8));
      for (String word : List.of("one", "two", "x".repeat(300_000), "bye")) {
        program.input().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        program.input().flush();
        assertThat(answers.readLine()).isEqualTo("heard " + word);
      }

      assertThat(program.await(Duration.ofSeconds(20))).contains(new SandboxEnd.Exited(3));
      assertThat(new String(program.errors().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("complaint\n");
    }
    assertThat(probes()).isZero();
  }

  @Test
  void endsAProgramThatIsSpokenToForTooLong() throws Exception {
    SandboxLimits limits = LIMITS.within(Duration.ofMillis(700));
    try (SandboxProgram program = sandbox().open(task(limits, List.of("/probe", "echo")))) {
      assertThat(program.output().read()).isNegative();
    }
    assertThat(probes()).isZero();
  }

  @Test
  void givesInputsAndTakesOutputs() throws Exception {
    SandboxRun run = run("copy", "one", "two");

    assertThat(run.end()).as(run.log()).isEqualTo(new SandboxEnd.Exited(0));
    assertThat(outputs.resolve("folder/two")).hasContent("what is given");
    assertThat(run.outputs())
        .containsExactly(
            Map.entry(
                "folder/two", "1c317c3e2778eec6bb89fd9cc1cf0fe0f512c4899f8b7e3602125fb5a793cd20"));
  }

  @Test
  void runsAsNobodyWithoutPrivileges() throws Exception {
    SandboxRun run = run("who");

    assertThat(run.log())
        .containsPattern("^65534 65534 \\[(65534)?\\] ")
        .contains("CapEff:\t0000000000000000")
        .contains("CapPrm:\t0000000000000000")
        .contains("CapBnd:\t0000000000000000")
        .contains("NoNewPrivs:\t1");
    assertThat(run.log().lines().filter(line -> line.startsWith("variable ")))
        .isSubsetOf(
            "variable PATH",
            "variable HOSTNAME",
            "variable HOME",
            "variable PWD",
            "variable container",
            "variable TERM");
  }

  @Test
  void nothingLeadsOut() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SandboxRun run = run("escape", String.valueOf(server.getLocalPort()));

      assertThat(run.end()).as(run.log()).isEqualTo(new SandboxEnd.Exited(0));
      assertThat(run.log().lines().filter(line -> line.endsWith(" allowed"))).isEmpty();
      assertThat(run.log().lines().filter(line -> line.contains(" denied"))).hasSizeGreaterThan(40);
    }
    assertThat(given.resolve("new")).doesNotExist();
  }

  @Test
  void endsWhatWantsTooMuchMemory() throws Exception {
    SandboxRun run = run("memory", "600");

    assertThat(run.log()).doesNotContain("allowed");
    assertThat(run.end()).isEqualTo(new SandboxEnd.OutOfMemory());
  }

  @Test
  void endsProcessesThatMakeMoreOfThemselves() throws Exception {
    SandboxRun run = run(LIMITS.within(Duration.ofSeconds(2)), "bomb");

    assertThat(run.end().succeeded()).isFalse();
    assertThat(probes()).isZero();
  }

  @Test
  void boundsTheShareOfTheProcessors() throws Exception {
    SandboxLimits limits =
        new SandboxLimits(
            LIMITS.memory(),
            LIMITS.processes(),
            100,
            LIMITS.scratch(),
            LIMITS.output(),
            LIMITS.outputFiles(),
            LIMITS.time());

    SandboxRun run = run(limits, "share", "3000");

    assertThat(run.log()).startsWith("used ");
    assertThat(Integer.parseInt(run.log().strip().substring("used ".length()))).isBetween(1, 200);
  }

  @Test
  void endsWhatCallsTheKernelInTheMannerOfAnotherArchitecture() throws Exception {
    SandboxRun run = run(LIMITS.within(Duration.ofSeconds(2)), "old");

    assertThat(run.end())
        .as("the program or, by some engines, only the thread that called was ended")
        .isIn(new SandboxEnd.Signalled(31), new SandboxEnd.TimedOut());
    assertThat(run.log()).isEmpty();
  }

  @Test
  void boundsProcesses() throws Exception {
    SandboxRun run = run("fork", "200");

    assertThat(run.log()).doesNotContain("allowed");
    assertThat(run.end().succeeded() || run.end() instanceof SandboxEnd.Exited).isTrue();
    assertThat(probes()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"/task/outputs/large", "/tmp/large"})
  void boundsWhatIsWritten(String file) throws Exception {
    assertThat(run("disk", file, "100").log()).contains("disk 6").doesNotContain("allowed");
  }

  @Test
  void takesNothingThatIsPutBesideTheOutputs() throws Exception {
    SandboxRun run = run("copy", "one", "../../beside");

    assertThat(run.end().succeeded()).as(run.log()).isFalse();
    assertThat(run.log()).contains("/task/outputs/folder/../../beside");
    assertThat(run.outputs()).isEmpty();
    assertThat(given.resolve("beside")).doesNotExist();
    assertThat(outputs).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"sleep 100", "spin"})
  void endsWhatTakesTooLong(String command) throws Exception {
    SandboxRun run = run(LIMITS.within(Duration.ofMillis(500)), command.split(" "));

    assertThat(run.end()).isEqualTo(new SandboxEnd.TimedOut());
    assertThat(probes()).isZero();
  }

  @Test
  void leavesNoDaemonBehind() throws Exception {
    SandboxRun run = run("daemon");

    assertThat(run.log()).contains("daemon allowed");
    assertThat(probes()).isZero();
  }

  @Test
  void keepsTheLastOfWhatIsPrinted() throws Exception {
    SandboxRun run = run("print", "4");

    assertThat(run.log()).hasSize(SandboxRun.MAX_LOG).endsWith("x\nend\n");
  }

  @Test
  void tellsTheExitCode() throws Exception {
    assertThat(run("exit", "7").end()).isEqualTo(new SandboxEnd.Exited(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link /etc/shadow | Cannot take output link: it is a link",
        "link /task/inputs/one | Cannot take output link: it is a link",
        "deep 20 | folders deep",
      })
  void takesOnlyPlainFiles(String command, String message) {
    assertThatThrownBy(() -> run(command.split(" ")))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"device", "pipe", "hardlink", "core"})
  void makesNothingButFilesAndChangesNothingOfTheKernel(String attempt) throws Exception {
    SandboxRun run = run(attempt);

    assertThat(run.log()).contains(" denied").doesNotContain("allowed");
    assertThat(outputs).isEmptyDirectory();
  }

  @Test
  void refusesAnOutputOfAGigabyteWithoutReadingIt() throws Exception {
    assertThatThrownBy(() -> run("sparse", "1024"))
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "Cannot take output large: it comes to more than 67108864 bytes with the others");
    assertThat(outputs).isEmptyDirectory();
  }

  @Test
  void writesAGigabyteNowhere() throws Exception {
    long before = Files.getFileStore(folder).getUsableSpace();

    SandboxRun run = run("disk", "/task/outputs/large", "1024");

    assertThat(run.log()).contains("disk 6").doesNotContain("allowed");
    assertThat(before - Files.getFileStore(folder).getUsableSpace()).isLessThan(512L << 20);
  }

  @Test
  void takesFilesWithoutTheirRights() throws Exception {
    run("setuid");

    assertThat((Integer) Files.getAttribute(outputs.resolve("program"), "unix:mode") & 07111)
        .isZero();
  }

  @Test
  void boundsHowManyFilesThereAre() {
    assertThatThrownBy(() -> run("many", "1500"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("is one of more than 1024");
  }

  @Test
  void leavesNothingOnThisComputer() throws Exception {
    run("copy", "one", "two");
    run(LIMITS.within(Duration.ofMillis(200)), "spin");

    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain("neural-task");
  }

  @Test
  void endsATaskWhoseThreadIsInterrupted() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              try {
                run("sleep", "100");
              } catch (Exception e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    await().until(() -> probes() > 0);
    thread.interrupt();
    thread.join();

    assertThat(probes()).isZero();
  }
}

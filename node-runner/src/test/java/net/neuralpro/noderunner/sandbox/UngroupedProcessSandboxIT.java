package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held where no control group can be made. */
class UngroupedProcessSandboxIT {
  private static final SandboxLimits LIMITS = SandboxLimits.SMALL.within(Duration.ofSeconds(20));

  @TempDir private Path folder;

  private Path given;
  private Path outputs;
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    given = Files.createDirectories(folder.resolve("given"));
    Files.createDirectories(given.resolve("inputs"));
    Files.createDirectories(given.resolve("outputs"));
    outputs = Files.createDirectories(folder.resolve("outputs"));
    sandbox = ProcessSandbox.open(folder.resolve("state"), ProcessSandbox.Groups.MISSING);
  }

  private SandboxRun run(SandboxImage.Origin origin, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/probe"));
    command.addAll(List.of(arguments));
    SandboxImage image = ProbeImage.image();
    return sandbox.run(
        new SandboxTask(
            new SandboxImage(image.digest(), image.root(), origin),
            command,
            new TreeMap<>(),
            given,
            LIMITS),
        outputs);
  }

  @Test
  void saysWhatItCannotEnforce() {
    assertThat(sandbox.lacks())
        .contains(
            "how much memory the processes of a task have together",
            "its share of the processors",
            "how many processes it has apart from others of the same user");
  }

  @Test
  void refusesAnImageForWhichNobodyVouches() {
    assertThatThrownBy(() -> run(SandboxImage.Origin.STRANGER, "who"))
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith("Cannot run sha256:")
        .hasMessageContaining("for which nobody vouches: bubblewrap cannot enforce how much memory")
        .extracting(e -> ((SandboxException) e).rule())
        .isEqualTo("SANDBOX-TRUST");
  }

  @Test
  void boundsTheMemoryOfEachProcess() throws Exception {
    SandboxRun run = run(SandboxImage.Origin.VOUCHED, "memory", "600");

    assertThat(run.log()).contains("out of memory").doesNotContain("allowed");
    assertThat(run.end()).isEqualTo(new SandboxEnd.Exited(2));
  }

  @Test
  void boundsProcesses() throws Exception {
    assertThat(run(SandboxImage.Origin.VOUCHED, "fork", "400").log()).doesNotContain("allowed");
  }

  @Test
  void leavesNoDaemonBehind() throws Exception {
    SandboxRun run = run(SandboxImage.Origin.VOUCHED, "daemon");

    assertThat(run.log()).contains("daemon allowed");
    assertThat(isLeft("/probe")).isFalse();
  }

  private static boolean isLeft(String program) throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes.anyMatch(
          each -> {
            try {
              return Files.readString(each.resolve("cmdline")).startsWith(program);
            } catch (IOException e) {
              return false;
            }
          });
    }
  }
}

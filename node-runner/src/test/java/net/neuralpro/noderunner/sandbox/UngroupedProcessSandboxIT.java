package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held where no control group can be made: all but what the sandbox says. */
class UngroupedProcessSandboxIT extends SandboxContract {
  @TempDir private static Path state;

  private static Sandbox sandbox;

  private SandboxImage.Origin origin = SandboxImage.Origin.VOUCHED;

  @BeforeAll
  static void open() throws Exception {
    sandbox = ProcessSandbox.open(state, ProcessSandbox.Groups.MISSING);
  }

  @Override
  Sandbox sandbox() {
    return sandbox;
  }

  @Override
  SandboxImage.Origin origin() {
    return origin;
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
    origin = SandboxImage.Origin.STRANGER;

    assertThatThrownBy(() -> run("who"))
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith("Cannot run sha256:")
        .hasMessageContaining(", for which nobody vouches: bubblewrap cannot enforce ")
        .extracting(e -> ((SandboxException) e).rule())
        .isEqualTo("SANDBOX-TRUST");
  }

  /** The memory of one process is bounded, so that the program is told that there is none. */
  @Override
  @Test
  void endsWhatWantsTooMuchMemory() throws Exception {
    SandboxRun run = run("memory", "600");

    assertThat(run.log()).contains("out of memory").doesNotContain("allowed");
    assertThat(run.end()).isEqualTo(new SandboxEnd.Exited(2));
  }

  /** No file can be made that large. */
  @Override
  @Test
  void refusesAnOutputOfAGigabyteWithoutReadingIt() throws Exception {
    assertThat(run("sparse", "1024").log()).contains("sparse denied: ");
  }

  /** Nothing bounds it here. */
  @Override
  @Test
  void boundsTheShareOfTheProcessors() throws Exception {
    assertThat(run("share", "100").log()).startsWith("used ");
  }
}

package net.neuralpro.pipelines.flows.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir private Path folder;
  private Path output;
  private Path beside;

  @BeforeEach
  void choose() {
    output = folder.resolve("dataset");
    beside = folder.resolve("dataset.run");
  }

  @Test
  void oneRunHasAnOutputAtATime() throws IOException {
    try (OutputLock first = OutputLock.take(output, beside)) {
      assertThatIOException()
          .isThrownBy(() -> OutputLock.take(output, beside))
          .withMessageContaining("Cannot write a dataset to " + output)
          .withMessageContaining("another run is making one there");
    }
  }

  @Test
  void anEndedRunLeavesTheOutputToOthers() throws IOException {
    OutputLock.take(output, beside).close();
    OutputLock.take(output, beside).close();
    assertThat(output).doesNotExist();
  }

  @Test
  void anotherOutputIsFree() throws IOException {
    try (OutputLock first = OutputLock.take(output, beside)) {
      OutputLock.take(folder.resolve("other"), folder.resolve("other.run")).close();
    }
  }
}

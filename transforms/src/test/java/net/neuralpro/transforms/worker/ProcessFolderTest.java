package net.neuralpro.transforms.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFolderTest {
  /** More than any kernel's highest process number. */
  private static final String NO_PROCESS = "4194305";

  @TempDir private Path parent;

  @Test
  void goesWithAllThatIsInIt() throws IOException {
    try (ProcessFolder folder = ProcessFolder.create(parent)) {
      Files.createDirectories(folder.path().resolve("a/b"));
      Files.writeString(folder.path().resolve("a/b/c"), "text");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void clearsUpAfterProcessesThatHaveEnded() throws IOException {
    Path abandoned = Files.createDirectories(parent.resolve("neural-scratch-" + NO_PROCESS + "-1"));
    Files.writeString(abandoned.resolve("left"), "text");
    try (ProcessFolder own = ProcessFolder.create(parent)) {
      ProcessFolder.removeAbandoned(parent);
      assertThat(parent).isDirectoryContaining(own.path()::equals);
      assertThat(abandoned).doesNotExist();
    }
  }

  @Test
  void leavesOtherNamesAndWhatLinksLeadTo() throws IOException {
    Path other = Files.createDirectories(parent.resolve("neural-scratch-x-1"));
    Path target = Files.createDirectories(parent.resolve("target"));
    Files.writeString(target.resolve("precious"), "text");
    Files.createSymbolicLink(parent.resolve("neural-scratch-" + NO_PROCESS + "-2"), target);
    Path abandoned = Files.createDirectories(parent.resolve("neural-scratch-" + NO_PROCESS + "-3"));
    Files.createSymbolicLink(abandoned.resolve("link"), target);

    ProcessFolder.removeAbandoned(parent);

    assertThat(other).exists();
    assertThat(abandoned).doesNotExist();
    assertThat(target.resolve("precious")).exists();
  }
}

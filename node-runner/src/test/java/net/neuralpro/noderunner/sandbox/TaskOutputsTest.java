package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskOutputsTest {
  @TempDir private Path folder;

  private Path left;
  private Path taken;

  @BeforeEach
  void make() throws Exception {
    left = Files.createDirectory(folder.resolve("left"));
    taken = Files.createDirectory(folder.resolve("taken"));
  }

  private void take() throws Exception {
    TaskOutputs.take(left, taken, SandboxLimits.SMALL);
  }

  @Test
  void takesFilesInFolders() throws Exception {
    Files.createDirectories(left.resolve("a/b"));
    Files.writeString(left.resolve("a/b/file"), "content");

    take();

    assertThat(taken.resolve("a/b/file")).hasContent("content");
  }

  @Test
  void refusesALink() throws Exception {
    Files.createSymbolicLink(left.resolve("link"), Path.of("/etc/hostname"));

    assertThatThrownBy(this::take).hasMessage("Cannot take output link: it is a link");
  }

  @Test
  void refusesALinkInPlaceOfAFolder() throws Exception {
    Files.createSymbolicLink(left.resolve("link"), Path.of("/etc"));

    assertThatThrownBy(this::take).hasMessage("Cannot take output link: it is a link");
  }

  @Test
  void refusesAPipe() throws Exception {
    Commands.run(List.of("mkfifo", left.resolve("pipe").toString()));

    assertThatThrownBy(this::take)
        .hasMessage("Cannot take output pipe: it is no file: perhaps a device or pipe");
  }

  @Test
  void refusesTooManyBytes() throws Exception {
    Files.write(left.resolve("one"), new byte[40 << 20]);
    Files.write(left.resolve("two"), new byte[40 << 20]);

    assertThatThrownBy(this::take)
        .hasMessageContaining("it comes to more than 67108864 bytes with the others");
  }

  @Test
  void refusesControlLettersInANameWithoutPrintingThem() throws Exception {
    Files.writeString(left.resolve("a\u001b[2J"), "");

    assertThatThrownBy(this::take)
        .hasMessage(
            "Cannot take output a?[2J: it has a name that is too long or has control letters");
  }
}

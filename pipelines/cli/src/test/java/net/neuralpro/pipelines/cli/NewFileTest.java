package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir private Path folder;

  @Test
  void appearsWhenItIsWhole() throws IOException {
    Path file = folder.resolve("file");
    NewFile.write(
        file,
        out -> {
          out.write(7);
          assertThat(file).doesNotExist();
        });
    assertThat(file).hasBinaryContent(new byte[] {7});
    assertThat(folder).isDirectoryContaining("glob:**file");
  }

  @Test
  void leavesNothingWhereItFails() {
    assertThatThrownBy(
            () ->
                NewFile.write(
                    folder.resolve("file"),
                    out -> {
                      out.write(7);
                      throw new IOException("gone");
                    }))
        .hasMessage("gone");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void replacesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> NewFile.write(file, out -> out.write(7)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("it is there already");
    assertThat(file).hasContent("mine");
  }
}

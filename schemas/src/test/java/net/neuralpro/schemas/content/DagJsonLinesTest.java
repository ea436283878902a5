package net.neuralpro.schemas.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DagJsonLinesTest {
  private static List<String> read(String text) throws IOException {
    List<String> read = new ArrayList<>();
    try (DagJsonLines<String> lines =
        new DagJsonLines<>(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), String.class)) {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        read.add(line.get());
      }
    }
    return read;
  }

  @Test
  void readsALineEach() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\"one\"\n\"zwei \u00e4\"\n")).containsExactly("one", "zwei \u00e4");
  }

  @Test
  void readsALastLineThatDoesNotEnd() throws IOException {
    assertThat(read("\"one\"\n\"two\"")).containsExactly("one", "two");
  }

  @Test
  void refusesALineThatIsNone() {
    assertThatThrownBy(() -> read("\"one\"\n\n")).isInstanceOf(MalformedContentException.class);
    assertThatThrownBy(() -> read("[1]\n")).isInstanceOf(MalformedContentException.class);
  }

  @Test
  void refusesALineWithoutEnd() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '"';
          }
        };
    assertThatThrownBy(() -> new DagJsonLines<>(endless, String.class).next())
        .isInstanceOf(MalformedContentException.class)
        .hasMessageStartingWith("Cannot read a line of more than");
  }
}

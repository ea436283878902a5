package net.neuralpro.connectors.lake.croissant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.lake.JsonFiles;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import org.junit.jupiter.api.Test;

class CroissantTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of("speed", ColumnType.FLOAT32, "m/s", "speed over ground"),
          Column.vector("action", ColumnType.FLOAT32, 2, "", ""));

  private static DescribedFile file(String path) {
    return new DescribedFile(path, DescribedFile.PARQUET, 7, "ab".repeat(32));
  }

  private static Croissant describe(List<DescribedFile> files, List<DescribedTable> tables) {
    return new Croissant(
        "sample",
        "A sample.",
        List.of("CC-BY-4.0"),
        "1.0.0",
        "https://example.org",
        "Nobody",
        Optional.empty(),
        files,
        tables);
  }

  @Test
  void describesFilesAndTables() throws IOException {
    Croissant croissant =
        describe(
            List.of(file("data/b.parquet"), file("data/a.parquet"), file("labels.parquet")),
            List.of(
                new DescribedTable(
                    "frames",
                    "A frame.",
                    SCHEMA,
                    List.of("data/b.parquet", "data/a.parquet"),
                    "data/*.parquet"),
                new DescribedTable(
                    "labels", "A label.", SCHEMA, List.of("labels.parquet"), "labels.parquet")));
    JsonNode json = JsonFiles.MAPPER.readTree(croissant.bytes());
    assertThat(json.at("/distribution").findValuesAsText("@id"))
        .containsExactly("data/a.parquet", "data/b.parquet", "labels.parquet", "frames-files");
    assertThat(json.at("/distribution/0/sha256").asText()).isEqualTo("ab".repeat(32));
    assertThat(json.at("/distribution/0/contentSize").asText()).isEqualTo("7 B");
    assertThat(json.at("/recordSet/0/field/0/description").asText())
        .isEqualTo("speed over ground [m/s]");
    assertThat(json.at("/recordSet/0/field/1/repeated").asBoolean()).isTrue();
    assertThat(json.at("/recordSet/0/field/0/source/fileSet/@id").asText())
        .isEqualTo("frames-files");
    assertThat(json.at("/recordSet/1/field/0/source/fileObject/@id").asText())
        .isEqualTo("labels.parquet");
  }

  @Test
  void givesTheSameBytesInAnyOrder() {
    byte[] one = describe(List.of(file("a"), file("b")), List.of()).bytes();
    assertThat(describe(List.of(file("b"), file("a")), List.of()).bytes()).isEqualTo(one);
  }

  @Test
  void refusesATableOfAFileThatIsNotThere() {
    DescribedTable table = new DescribedTable("t", "A row.", SCHEMA, List.of("c"), "c");
    assertThatThrownBy(() -> describe(List.of(file("a")), List.of(table)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot describe table t: some of its files are not described");
  }

  @Test
  void refusesAFileTwice() {
    assertThatThrownBy(() -> describe(List.of(file("a"), file("a")), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot describe file a twice");
  }

  @Test
  void refusesWhatIsNoDigest() {
    assertThatThrownBy(() -> new DescribedFile("a", "video/mp4", 1, "AB"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot describe a of 1 bytes by digest AB");
  }
}

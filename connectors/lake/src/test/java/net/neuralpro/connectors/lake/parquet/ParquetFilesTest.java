package net.neuralpro.connectors.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.connectors.lake.Tables;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.TableSchema;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;

class ParquetFilesTest {
  private static final ParquetLayout SMALL = new ParquetLayout(50, 10);

  private static byte[] file(TableSchema schema, List<Batch> batches) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Tables.write(new ParquetTableWriter(schema, SMALL, Map.of("place", "here"), out), batches);
    return out.toByteArray();
  }

  private static List<Batch> batches(TableSchema schema, long seed, int... rows) {
    Random random = new Random(seed);
    return Arrays.stream(rows).mapToObj(count -> Tables.batch(schema, count, random)).toList();
  }

  private static ParquetTableReader reader(byte[] bytes, String... columns) throws IOException {
    return new ParquetTableReader(Tables.channel(bytes), "log.parquet", Set.of(columns));
  }

  @Property(tries = 40)
  void givesBackTheRowsOfAnyTable(
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(max = 120) int first,
      @ForAll @IntRange(max = 70) int second,
      @ForAll long seed)
      throws IOException {
    TableSchema schema = Tables.schema(width);
    List<Batch> batches = batches(schema, seed, first, 0, second);
    byte[] bytes = file(schema, batches);
    ParquetTableReader reader = reader(bytes);
    assertThat(reader.schema()).isEqualTo(schema);
    assertThat(reader.rows()).isEqualTo(first + second);
    assertThat(reader.footer()).containsEntry("place", "here");
    Tables.assertSameRows(Tables.read(reader), batches);
    assertThat(file(schema, batches)).isEqualTo(bytes);
  }

  @Test
  void readsOnlyTheColumnsThatAreWanted() throws IOException {
    TableSchema schema = Tables.schema(3);
    byte[] bytes = file(schema, batches(schema, 1, 20));
    ParquetTableReader reader = reader(bytes, "many/FLOAT32", "one.TEXT");
    assertThat(reader.schema().columns().stream().map(Column::name))
        .containsExactly("many/FLOAT32", "one.TEXT");
    assertThat(Tables.read(reader)).hasSize(1);
  }

  @Test
  void namesAColumnThatIsNotThere() throws IOException {
    TableSchema schema = Tables.schema(3);
    byte[] bytes = file(schema, batches(schema, 1, 20));
    assertThatThrownBy(() -> reader(bytes, "one.TEXT", "time"))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("PARQUET-UNSUPPORTED at log.parquet")
        .hasMessageContaining("Cannot find column time");
  }

  @Test
  void splitsIntoRowGroupsAndPagesWithAnIndex() throws IOException {
    TableSchema schema = Tables.schema(1);
    byte[] bytes = file(schema, batches(schema, 1, 120));
    try (ParquetFileReader reader =
        ParquetFileReader.open(new ChannelInput(Tables.channel(bytes)))) {
      assertThat(reader.getRowGroups()).hasSize(3);
      var chunk = reader.getRowGroups().get(0).getColumns().get(0);
      assertThat(reader.readOffsetIndex(chunk).getPageCount()).isEqualTo(5);
      assertThat(reader.readColumnIndex(chunk)).isNotNull();
    }
  }

  @Property(tries = 400)
  void rejectsOrReadsAMutatedFile(@ForAll long seed) throws IOException {
    TableSchema schema = Tables.schema(3);
    byte[] bytes = file(schema, batches(schema, 1, 60));
    Random random = new Random(seed);
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(Tables.read(reader(bytes))).hasSizeLessThan(bytes.length);
    } catch (RejectedInputException e) {
      assertThat(e.findings().get(0).rule().family()).isEqualTo("PARQUET");
    }
  }

  @Property(tries = 50)
  void rejectsATruncatedFile(@ForAll @IntRange(max = 4000) int length) throws IOException {
    TableSchema schema = Tables.schema(2);
    byte[] cut = Arrays.copyOf(file(schema, batches(schema, 1, 60)), length);
    assertThatThrownBy(() -> reader(cut))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("PARQUET-MALFORMED at log.parquet: Cannot read the Parquet file: ");
  }
}

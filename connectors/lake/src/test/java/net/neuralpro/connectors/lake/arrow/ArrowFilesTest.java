package net.neuralpro.connectors.lake.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.connectors.lake.Tables;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableSchema;
import org.junit.jupiter.api.Test;

class ArrowFilesTest {
  private static byte[] file(TableSchema schema, List<Batch> batches) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Tables.write(new ArrowFileWriter(schema, out), batches);
    return out.toByteArray();
  }

  private static List<Batch> batches(TableSchema schema, long seed, int... rows) {
    Random random = new Random(seed);
    return Arrays.stream(rows).mapToObj(count -> Tables.batch(schema, count, random)).toList();
  }

  private static ArrowFileReader reader(byte[] bytes) throws IOException {
    return new ArrowFileReader(Tables.channel(bytes), "table.arrow");
  }

  @Property(tries = 60)
  void givesBackTheRowsOfAnyTable(
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(max = 70) int first,
      @ForAll @IntRange(max = 70) int second,
      @ForAll long seed)
      throws IOException {
    TableSchema schema = Tables.schema(width);
    List<Batch> batches = batches(schema, seed, first, 0, second);
    byte[] bytes = file(schema, batches);
    ArrowFileReader reader = reader(bytes);
    assertThat(reader.schema()).isEqualTo(schema);
    Tables.assertSameRows(Tables.read(reader), batches);
    assertThat(file(schema, batches)).isEqualTo(bytes);
  }

  @Test
  void keepsManyFullBatches() throws IOException {
    TableSchema schema = Tables.schema(2);
    List<Batch> batches = batches(schema, 7, Batch.MAX_ROWS, Batch.MAX_ROWS, 1);
    Tables.assertSameRows(Tables.read(reader(file(schema, batches))), batches);
  }

  @Property(tries = 400)
  void rejectsOrReadsAMutatedFile(@ForAll long seed) throws IOException {
    TableSchema schema = Tables.schema(3);
    byte[] bytes = file(schema, batches(schema, 1, 20, 5));
    Random random = new Random(seed);
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(Tables.read(reader(bytes))).hasSizeLessThan(bytes.length);
    } catch (RejectedInputException e) {
      assertThat(e.findings().get(0).rule().family()).isEqualTo("ARROW");
    }
  }

  @Test
  void rejectsEveryTruncation() throws IOException {
    TableSchema schema = Tables.schema(2);
    byte[] bytes = file(schema, batches(schema, 1, 3));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> reader(cut))
          .isInstanceOf(RejectedInputException.class)
          .hasMessageContaining("ERROR ARROW-TRUNCATED at table.arrow: Cannot read the Arrow file");
    }
  }

  @Test
  void refusesRowsOfAnotherSchema() throws IOException {
    ArrowFileWriter writer = new ArrowFileWriter(Tables.schema(2), new ByteArrayOutputStream());
    Batch other = Tables.batch(Tables.schema(3), 1, new Random(1));
    assertThatThrownBy(() -> writer.write(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot write rows of another schema");
  }

  @Test
  void keepsTheSchemaInItsMessage() {
    Stream.of(1, 2, 4096)
        .map(Tables::schema)
        .forEach(
            schema ->
                assertThat(ArrowSchemas.parse(ArrowSchemas.message(schema))).isEqualTo(schema));
  }
}

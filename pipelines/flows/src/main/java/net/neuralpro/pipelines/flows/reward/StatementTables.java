package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.reward.RegistrationTurn;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import org.jspecify.annotations.Nullable;

/** The tables of a statement, Parquet: facts, awards, leaves. */
final class StatementTables {
  static final TableSchema FACTS =
      TableSchema.of(
          text("dataset", "Its identifier in the registry."),
          text("version", "SHA-256 of the version's manifest."),
          text("recording", "The blinded identifier of the recording."),
          Column.of("clip", ColumnType.INT32, "", "Its index in the recording."),
          text("contributor", "Who signed the recording's manifest."),
          Column.of("block", ColumnType.INT64, "", "Where it was registered; -1 if nowhere."),
          Column.of("log_index", ColumnType.INT32, "", "The event in the block."),
          Column.of("position", ColumnType.INT32, "", "Its place under the registered root."),
          Column.of("milliseconds", ColumnType.INT64, "ms", "How long it is."),
          Column.of("good_milliseconds", ColumnType.INT64, "ms", "How much of that is good."),
          text("cluster", "The clips that show the same."),
          Column.of("rank", ColumnType.INT32, "", "Its place among them, 0 stands for them."),
          Column.of("place", ColumnType.INT32, "", "The cell of a degree; -1 if not known."),
          text("time_of_day", "By the mean sun."),
          text("light", "Of the pictures."),
          text("standing", "Whether its recording may earn."),
          Column.of("earns", ColumnType.BOOLEAN, "", "Whether it earns."));

  static final TableSchema AWARDS =
      TableSchema.of(
          text("dataset", "Whose money it is."),
          text("recording", "The blinded identifier of the recording."),
          text("account", "Who gets it."),
          Column.of("epoch", ColumnType.INT64, "", "In which it was awarded."),
          Column.of("basis", ColumnType.INT64, "ms", "What it was awarded for, less what is lost."),
          text("amount", "Wei, less what was taken back."),
          text("vested", "How much of it has vested, wei."));

  static final TableSchema LEAVES =
      TableSchema.of(
          text("account", "Who has earned."),
          text("cumulative", "What it has earned so far, wei."));

  /** They are read from end to end, and hardly an identifier is there twice. */
  private static final ParquetLayout LAYOUT = new ParquetLayout(1 << 17, 1 << 13);

  private StatementTables() {}

  private static Column text(String name, String description) {
    return Column.of(name, ColumnType.TEXT, "", description);
  }

  static Output create(BlockStore store, TableSchema schema) throws IOException {
    ContentWriter file = new ContentFiles(store).create();
    return new Output(
        file, new RowAppender(new BackgroundWriter(new ParquetTableWriter(schema, LAYOUT, file))));
  }

  /** A table that is being written. */
  record Output(ContentWriter file, RowAppender rows) {
    Cid end() throws IOException {
      rows.close();
      return file.cid();
    }
  }

  static void append(SortedFacts.Judged judged, RowAppender rows) throws IOException {
    FactRow fact = judged.row();
    Optional<RegistrationTurn> turn = fact.registration();
    NeedCell need = NeedCell.of(fact.need());
    rows.set(0, fact.dataset())
        .set(1, fact.version())
        .set(2, fact.recording())
        .set(3, fact.clip())
        .set(4, fact.contributor())
        .set(5, (long) turn.map(RegistrationTurn::block).orElse(-1L))
        .set(6, (int) turn.map(RegistrationTurn::logIndex).orElse(0))
        .set(7, (int) turn.map(RegistrationTurn::position).orElse(0))
        .set(8, fact.milliseconds())
        .set(9, fact.good())
        .set(10, fact.cluster())
        .set(11, fact.rank())
        .set(12, need.place().number())
        .set(13, name(need.time()))
        .set(14, name(need.light()))
        .set(15, name(fact.standing()))
        .set(16, judged.earns())
        .endRow();
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static void append(Award award, RowAppender rows) throws IOException {
    rows.set(0, award.dataset())
        .set(1, award.recording())
        .set(2, award.account())
        .set(3, award.epoch())
        .set(4, award.basis())
        .set(5, award.amount().toString())
        .set(6, award.vested().toString())
        .endRow();
  }

  /** What an account has earned so far. */
  record Leaf(String account, BigInteger cumulative) {}

  static void append(Leaf leaf, RowAppender rows) throws IOException {
    rows.set(0, leaf.account()).set(1, leaf.cumulative().toString()).endRow();
  }

  static Rows<Award> awards(BlockStore store, Cid table) throws IOException {
    return new Rows<>(
        store,
        table,
        AWARDS,
        (batch, row) ->
            new Award(
                batch.texts("dataset")[row],
                batch.texts("recording")[row],
                batch.texts("account")[row],
                batch.longs("epoch")[row],
                batch.longs("basis")[row],
                amount(batch.texts("amount")[row]),
                amount(batch.texts("vested")[row])));
  }

  static Rows<Leaf> leaves(BlockStore store, Cid table) throws IOException {
    return new Rows<>(
        store,
        table,
        LEAVES,
        (batch, row) ->
            new Leaf(batch.texts("account")[row], amount(batch.texts("cumulative")[row])));
  }

  static Rows<ContributionFact> facts(BlockStore store, Cid table) throws IOException {
    return new Rows<>(store, table, FACTS, StatementTables::fact);
  }

  private static ContributionFact fact(Batch batch, int row) {
    long block = batch.longs("block")[row];
    return new ContributionFact(
        new Digest(batch.texts("dataset")[row]),
        new Digest(batch.texts("version")[row]),
        new Digest(batch.texts("recording")[row]),
        batch.integers("clip")[row],
        Address.parse(batch.texts("contributor")[row]),
        block < 0
            ? Optional.empty()
            : Optional.of(
                new RegistrationTurn(
                    block, batch.integers("log_index")[row], batch.integers("position")[row])),
        batch.longs("milliseconds")[row],
        batch.longs("good_milliseconds")[row],
        new Digest(batch.texts("cluster")[row]),
        batch.integers("rank")[row],
        VersionFactsTable.need(batch, row),
        Standing.valueOf(batch.texts("standing")[row].toUpperCase(Locale.ROOT)));
  }

  private static BigInteger amount(String text) {
    return new BigInteger(text);
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(Batch batch, int row);
  }

  /** The rows of a table, one after another. */
  static final class Rows<T> implements AutoCloseable {
    private final String place;
    private final TableReader table;
    private final RowReader<T> reader;
    private @Nullable Batch batch;
    private int row;

    Rows(BlockStore store, Cid file, TableSchema schema, RowReader<T> reader) throws IOException {
      this.place = "table " + file;
      this.table = new ParquetTableReader(new ContentFiles(store).open(file), place);
      this.reader = reader;
      List<String> names = schema.columns().stream().map(Column::name).toList();
      List<ColumnType> types = schema.columns().stream().map(Column::type).toList();
      List<Column> given = table.schema().columns();
      if (!given.stream().map(Column::name).toList().equals(names)
          || !given.stream().map(Column::type).toList().equals(types)) {
        table.close();
        throw rejected("Its columns are not " + names + ".", null);
      }
    }

    /**
     * The next row, or empty after the last.
     *
     * @throws RejectedInputException if it is none
     */
    Optional<T> next() throws IOException {
      while (batch == null || row == batch.rows()) {
        Optional<Batch> next = table.next();
        if (next.isEmpty()) {
          return Optional.empty();
        }
        batch = next.get();
        row = 0;
      }
      try {
        return Optional.of(reader.read(batch, row++));
      } catch (IllegalArgumentException e) {
        throw rejected(String.valueOf(e.getMessage()), e);
      }
    }

    private RejectedInputException rejected(String evidence, @Nullable Exception cause) {
      RejectedInputException rejected =
          new RejectedInputException(Finding.error("EPOCH-TABLE", place, evidence));
      if (cause != null) {
        rejected.initCause(cause);
      }
      return rejected;
    }

    @Override
    public void close() throws IOException {
      table.close();
    }
  }
}

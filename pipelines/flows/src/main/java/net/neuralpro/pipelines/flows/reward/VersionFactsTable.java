package net.neuralpro.pipelines.flows.reward;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.Light;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.reward.PlaceCell;
import net.neuralpro.schemas.reward.TimeOfDay;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableSchema;

/**
 * The table of facts that a dataset version publishes: those of a statement but for what the chain
 * says.
 */
public final class VersionFactsTable {
  /** Where it lies in a dataset. */
  public static final String PATH = "lineage/facts.parquet";

  private static final TableSchema FACTS = StatementTables.FACTS;

  private static final List<String> COLUMNS =
      List.of(
          "recording",
          "clip",
          "contributor",
          "milliseconds",
          "good_milliseconds",
          "cluster",
          "rank",
          "place",
          "time_of_day",
          "light",
          "standing");

  private static final TableSchema SCHEMA =
      new TableSchema(
          COLUMNS.stream().map(name -> FACTS.columns().get(FACTS.require(name))).toList());

  private VersionFactsTable() {}

  /** Writes facts, a row each. */
  public static final class Writer implements Closeable {
    private final StatementTables.Output table;

    public Writer(BlockStore store) throws IOException {
      table = StatementTables.create(store, SCHEMA);
    }

    /** Adds a fact; its dataset, version and registration are not written. */
    public void add(ContributionFact fact) throws IOException {
      table
          .rows()
          .set(0, fact.recording().hex())
          .set(1, fact.clip())
          .set(2, fact.contributor().text().toLowerCase(Locale.ROOT))
          .set(3, fact.milliseconds())
          .set(4, fact.goodMilliseconds())
          .set(5, fact.cluster().hex())
          .set(6, fact.rank())
          .set(7, fact.need().place().number())
          .set(8, StatementTables.name(fact.need().time()))
          .set(9, StatementTables.name(fact.need().light()))
          .set(10, StatementTables.name(fact.standing()))
          .endRow();
    }

    @Override
    public void close() throws IOException {
      table.end();
    }

    /** Names the table, once it is closed. */
    public Cid cid() {
      return table.file().cid();
    }
  }

  /**
   * Reads the facts of a version.
   *
   * @param table of this layout
   * @param version SHA-256 of the version's manifest
   */
  public static FactSource read(BlockStore store, Cid table, Digest dataset, Digest version)
      throws IOException {
    StatementTables.Rows<ContributionFact> rows =
        new StatementTables.Rows<>(
            store, table, SCHEMA, (batch, row) -> fact(batch, row, dataset, version));
    return () -> {
      Optional<ContributionFact> fact = rows.next();
      if (fact.isEmpty()) {
        rows.close();
      }
      return fact;
    };
  }

  private static ContributionFact fact(Batch batch, int row, Digest dataset, Digest version) {
    return new ContributionFact(
        dataset,
        version,
        new Digest(batch.texts("recording")[row]),
        batch.integers("clip")[row],
        Address.parse(batch.texts("contributor")[row]),
        Optional.empty(),
        batch.longs("milliseconds")[row],
        batch.longs("good_milliseconds")[row],
        new Digest(batch.texts("cluster")[row]),
        batch.integers("rank")[row],
        need(batch, row),
        Standing.valueOf(batch.texts("standing")[row].toUpperCase(Locale.ROOT)));
  }

  static NeedCell need(Batch batch, int row) {
    return new NeedCell(
        new PlaceCell(batch.integers("place")[row]),
        TimeOfDay.valueOf(batch.texts("time_of_day")[row].toUpperCase(Locale.ROOT)),
        Light.valueOf(batch.texts("light")[row].toUpperCase(Locale.ROOT)));
  }
}

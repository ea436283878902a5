package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.Map;
import net.neuralpro.connectors.lake.arrow.ArrowFileWriter;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code write-streams}. In: {@code plan}, a {@link FilePlan}. Out: {@code parquet} and
 * {@code arrow}, the same table.
 */
public final class WriteStreamsOperator implements Operator<NoParameters> {
  @Override
  public String name() {
    return "write-streams";
  }

  @Override
  public String description() {
    return "Writes the per-frame streams of episodes, raw times beside aligned values, as Parquet and Arrow.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    FilePlan plan = FilePlan.read(invocation.files(), invocation.input("plan"));
    TableSchema schema = new TableSchema(plan.layout().streamColumns());
    ContentWriter parquet = invocation.files().create();
    ContentWriter arrow = invocation.files().create();
    append(
        plan,
        invocation,
        new ParquetTableWriter(schema, ParquetLayout.RANDOM_ACCESS, Map.of(), parquet));
    append(plan, invocation, new ArrowFileWriter(schema, arrow));
    invocation.output("parquet", parquet.cid());
    invocation.output("arrow", arrow.cid());
  }

  private static void append(FilePlan plan, Invocation invocation, TableWriter writer)
      throws IOException {
    try (EpisodeTables tables = new EpisodeTables(plan.layout(), invocation);
        RowAppender rows = new RowAppender(writer)) {
      for (EpisodeSource episode : plan.episodes()) {
        tables.appendStreams(episode, rows);
      }
    }
  }
}

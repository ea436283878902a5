package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;

/** Writes a data file: the rows of its episodes, one after another. */
public final class DataFile {
  private DataFile() {}

  /**
   * Writes the data file of this number to a stream, which is closed.
   *
   * @throws IllegalArgumentException if the plan has no such file, or rows are not as planned
   */
  public static void write(
      DatasetPlan plan,
      FileNumber number,
      EpisodeRows rows,
      ParquetLayout parquet,
      OutputStream out)
      throws IOException {
    List<PlacedEpisode> episodes = plan.dataFiles().get(number);
    if (episodes == null) {
      throw new IllegalArgumentException("Cannot find data file " + number + " in the plan");
    }
    try (ParquetTableWriter writer =
        new ParquetTableWriter(plan.layout().dataSchema(), parquet, out)) {
      for (PlacedEpisode episode : episodes) {
        try (TableReader indexed = new IndexedRows(plan.layout(), episode, rows.open(episode))) {
          for (Optional<Batch> batch = indexed.next(); batch.isPresent(); batch = indexed.next()) {
            writer.write(batch.get());
          }
        }
      }
    }
  }
}

package net.neuralpro.transforms.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.connectors.media.recording.TableOpener;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.TableReader;

/** Opens the tables of sensor logs that are not CSV. */
public final class ParquetTables implements TableOpener {
  @Override
  public TableReader open(ByteSource source, List<String> columns) throws IOException {
    if (!source.name().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
      throw new RejectedInputException(
          Finding.error(
              "TABLE-UNSUPPORTED", source.name(), "Cannot read this table: only CSV and Parquet"));
    }
    return new ParquetTableReader(source.open(), source.name(), Set.copyOf(columns));
  }
}

package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.util.List;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.table.TableReader;

/** Opens tables of kinds that this room does not know, such as Parquet. */
public interface TableOpener {
  /**
   * Opens a table.
   *
   * @param columns the names of the columns that are needed
   * @throws net.neuralpro.schemas.rules.RejectedInputException if it cannot be read
   */
  TableReader open(ByteSource source, List<String> columns) throws IOException;
}

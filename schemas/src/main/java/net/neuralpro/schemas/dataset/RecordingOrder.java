package net.neuralpro.schemas.dataset;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;

/**
 * Recordings in the order of their registration, each once. It is kept as a file, since it may be
 * larger than a block.
 */
public record RecordingOrder(List<Cid> recordings) {
  private static final int MAX_SIZE = 1 << 30;

  public RecordingOrder {
    recordings = List.copyOf(new LinkedHashSet<>(recordings));
  }

  /** Keeps it; what was kept is named. */
  public Cid store(ContentFiles files) throws IOException {
    return files.add(DagJson.write(this));
  }

  /** Reads what was kept under this name. */
  public static RecordingOrder read(ContentFiles files, Cid cid) throws IOException {
    return DagJson.read(files.read(cid, MAX_SIZE), RecordingOrder.class);
  }
}

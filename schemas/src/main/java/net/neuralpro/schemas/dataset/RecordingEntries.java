package net.neuralpro.schemas.dataset;

import java.io.IOException;
import java.util.List;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;

/**
 * The recordings that an operator over many of them is given, each once, by identifier. It is kept
 * as a file, since it may be larger than a block.
 */
public record RecordingEntries(List<RecordingEntry> entries) {
  private static final int MAX_SIZE = 1 << 30;

  public RecordingEntries {
    entries = entries.stream().sorted().toList();
    if (entries.stream().map(RecordingEntry::recording).distinct().count() != entries.size()) {
      throw new IllegalArgumentException("Cannot have a recording twice");
    }
  }

  /** Keeps them; what was kept is named. */
  public Cid store(ContentFiles files) throws IOException {
    return files.add(DagJson.write(this));
  }

  /** Reads what was kept under this name. */
  public static RecordingEntries read(ContentFiles files, Cid cid) throws IOException {
    return DagJson.read(files.read(cid, MAX_SIZE), RecordingEntries.class);
  }
}

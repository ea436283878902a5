package net.neuralpro.schemas.dataset;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;

/**
 * Which recording is in which split; kept as a file.
 *
 * @param assignments by recording; one that is in none would leak from one split to another
 */
public record Splits(List<Assignment> assignments) {
  private static final int MAX_SIZE = 1 << 30;

  /**
   * A recording in a split.
   *
   * @param recording the recording
   * @param split {@code train}, {@code validation} or {@code test}
   * @param component the smallest recording of those that must not be parted from it
   */
  public record Assignment(Cid recording, String split, Cid component)
      implements Comparable<Assignment> {
    @Override
    public int compareTo(Assignment other) {
      return recording.compareTo(other.recording);
    }
  }

  public Splits {
    assignments = assignments.stream().sorted().toList();
  }

  /** The split of each recording that has one. */
  public SortedMap<Cid, String> byRecording() {
    SortedMap<Cid, String> splits = new TreeMap<>();
    assignments.forEach(each -> splits.put(each.recording(), each.split()));
    return Collections.unmodifiableSortedMap(splits);
  }

  public Cid store(ContentFiles files) throws IOException {
    return files.add(DagJson.write(this));
  }

  public static Splits read(ContentFiles files, Cid cid) throws IOException {
    return DagJson.read(files.read(cid, MAX_SIZE), Splits.class);
  }
}

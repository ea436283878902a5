package net.neuralpro.schemas.dataset;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;

/**
 * A recording with what was derived from it, as an operator over many recordings is given it.
 *
 * @param recording its signed manifest
 * @param values what operators made of it, as {@code operator/output}
 */
public record RecordingEntry(Cid recording, SortedMap<String, Cid> values)
    implements Comparable<RecordingEntry> {
  public RecordingEntry {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public Optional<Cid> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Cid require(String name) {
    return value(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException("Cannot find " + name + " of recording " + recording));
  }

  @Override
  public int compareTo(RecordingEntry other) {
    return recording.compareTo(other.recording);
  }
}

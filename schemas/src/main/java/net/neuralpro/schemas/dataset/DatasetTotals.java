package net.neuralpro.schemas.dataset;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much a dataset version holds.
 *
 * @param recordings recordings that at least one clip is from
 * @param clips clips, each an episode
 * @param samples rows that a trainer reads
 * @param milliseconds duration of all clips
 * @param clipsBySplit clips in each split
 */
public record DatasetTotals(
    long recordings,
    long clips,
    long samples,
    long milliseconds,
    SortedMap<String, Long> clipsBySplit) {
  public DatasetTotals {
    clipsBySplit = Collections.unmodifiableSortedMap(new TreeMap<>(clipsBySplit));
  }
}

package net.neuralpro.connectors.lake.lerobot;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An episode with its place in the dataset.
 *
 * @param index its number, from 0
 * @param episode the episode
 * @param taskIndex the number of its task
 * @param firstRow the dataset's row that is its first
 * @param meta the file that describes it
 * @param data the file that holds its rows
 * @param videos its place in the videos of each camera
 */
public record PlacedEpisode(
    int index,
    Episode episode,
    int taskIndex,
    long firstRow,
    FileNumber meta,
    FileNumber data,
    SortedMap<String, VideoPlace> videos) {
  public PlacedEpisode {
    videos = Collections.unmodifiableSortedMap(new TreeMap<>(videos));
    if (index < 0 || taskIndex < 0 || firstRow < 0) {
      throw new IllegalArgumentException("Cannot place episode " + index + " at row " + firstRow);
    }
  }

  public int length() {
    return episode.length();
  }

  /** The row after its last. */
  public long endRow() {
    return firstRow + episode.length();
  }
}

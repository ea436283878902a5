package net.neuralpro.connectors.lake.lerobot;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An accepted clip that is to become an episode.
 *
 * @param key names the clip, once in the dataset
 * @param split where it belongs
 * @param task what is shown, in words
 * @param length how many rows it has
 * @param videoBytes about how many bytes its video has, by camera
 */
public record Episode(
    String key, Split split, String task, int length, SortedMap<String, Long> videoBytes) {
  public Episode {
    videoBytes = Collections.unmodifiableSortedMap(new TreeMap<>(videoBytes));
    if (length < 1) {
      throw new IllegalArgumentException("Cannot make an episode of " + length + " rows: " + key);
    }
    if (videoBytes.values().stream().anyMatch(bytes -> bytes < 0)) {
      throw new IllegalArgumentException("Cannot have a video of less than no bytes: " + key);
    }
  }
}

package net.neuralpro.transforms.shard;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.lerobot.Episode;
import net.neuralpro.connectors.lake.lerobot.FileNumber;
import net.neuralpro.connectors.lake.lerobot.PlacedEpisode;
import net.neuralpro.connectors.lake.lerobot.Split;
import net.neuralpro.connectors.lake.lerobot.VideoPlace;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.content.Cid;

/**
 * A clip with its place in a dataset and what its rows are made of.
 *
 * @param recording the clip's recording
 * @param clip the clip
 * @param split the name of its split
 * @param task what it shows, in words
 * @param cluster the clip that stands for its cluster of duplicates, itself if it is alone
 * @param index its number as an episode of its bucket
 * @param taskIndex the number of its task
 * @param firstRow its first row in the bucket
 * @param meta the file that describes it
 * @param data the file of its rows
 * @param video the file of its frames
 * @param firstFrame its first frame in that file
 * @param videoBytes about how many bytes its frames have
 * @param values what operators made of its recording
 */
public record EpisodeSource(
    Cid recording,
    Clip clip,
    String split,
    String task,
    String cluster,
    int index,
    int taskIndex,
    long firstRow,
    FileNumber meta,
    FileNumber data,
    FileNumber video,
    long firstFrame,
    long videoBytes,
    SortedMap<String, Cid> values) {
  public EpisodeSource {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public ClipKey key() {
    return new ClipKey(recording, clip.index());
  }

  /** A text by which the clips of a recording sort as they follow each other. */
  static String sortKey(ClipKey key) {
    return "%s/%06d".formatted(key.recording(), key.index());
  }

  static Split split(String name) {
    for (Split split : Split.values()) {
      if (split.label().equals(name)) {
        return split;
      }
    }
    throw new IllegalArgumentException("Cannot find split '" + name + "'");
  }

  /** This clip as lake's writers take it. */
  PlacedEpisode placed(BucketLayout layout) {
    SortedMap<String, Long> bytes = new TreeMap<>();
    SortedMap<String, VideoPlace> places = new TreeMap<>();
    if (layout.hasVideo()) {
      bytes.put(BucketLayout.CAMERA, videoBytes);
      places.put(BucketLayout.CAMERA, new VideoPlace(video, firstFrame));
    }
    Episode episode = new Episode(sortKey(key()), split(split), task, clip.rows(), bytes);
    return new PlacedEpisode(index, episode, taskIndex, firstRow, meta, data, places);
  }
}

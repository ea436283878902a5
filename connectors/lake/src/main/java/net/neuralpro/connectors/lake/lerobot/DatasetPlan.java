package net.neuralpro.connectors.lake.lerobot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which episode lies where: all that is decided before the first file of a dataset is written. It
 * depends on the layout, the limits and the set of episodes, not on their order.
 *
 * @param layout what the dataset holds
 * @param limits when files are full
 * @param tasks all tasks, sorted; a task's number is its place
 * @param episodes all episodes, split by split, in each by key
 */
public record DatasetPlan(
    LeRobotLayout layout, FileLimits limits, List<String> tasks, List<PlacedEpisode> episodes) {
  /**
   * The longest video file. The reference reader compares times as 32-bit floats with a tolerance
   * of 1e-4 s: from 1024 s on, two neighbours are further apart than that.
   */
  public static final int MAX_VIDEO_SECONDS = 1024;

  private static final Comparator<Episode> ORDER =
      Comparator.comparing(Episode::split).thenComparing(Episode::key);

  public DatasetPlan {
    tasks = List.copyOf(tasks);
    episodes = List.copyOf(episodes);
  }

  /**
   * Plans a dataset.
   *
   * @throws IllegalArgumentException if a key comes twice, a camera is missing or an episode is
   *     longer than a video file may be
   */
  public static DatasetPlan of(LeRobotLayout layout, FileLimits limits, List<Episode> episodes) {
    List<Episode> sorted = episodes.stream().sorted(ORDER).toList();
    requireDistinct(sorted);
    List<String> tasks = sorted.stream().map(Episode::task).distinct().sorted().toList();
    Packer data = new Packer(limits.chunkFiles(), limits.dataMegabytes(), Long.MAX_VALUE);
    SortedMap<String, Packer> videos = new TreeMap<>();
    long maxFrames = (long) MAX_VIDEO_SECONDS * layout.framesPerSecond();
    for (Camera camera : layout.cameras()) {
      videos.put(camera.key(), new Packer(limits.chunkFiles(), limits.videoMegabytes(), maxFrames));
    }
    List<PlacedEpisode> placed = new ArrayList<>();
    FileNumber meta = FileNumber.FIRST;
    long row = 0;
    for (Episode episode : sorted) {
      int index = placed.size();
      if (index > 0 && index % limits.metaEpisodes() == 0) {
        meta = meta.next(limits.chunkFiles());
      }
      SortedMap<String, VideoPlace> places = new TreeMap<>();
      videos.forEach(
          (camera, packer) -> places.put(camera, packer.place(episode, bytes(episode, camera))));
      long dataBytes = (long) layout.rowBytes() * episode.length();
      FileNumber dataFile = data.place(episode, dataBytes).file();
      placed.add(
          new PlacedEpisode(
              index, episode, tasks.indexOf(episode.task()), row, meta, dataFile, places));
      row += episode.length();
    }
    return new DatasetPlan(layout, limits, tasks, placed);
  }

  private static void requireDistinct(List<Episode> episodes) {
    SortedSet<String> keys = new TreeSet<>();
    for (Episode episode : episodes) {
      if (!keys.add(episode.key())) {
        throw new IllegalArgumentException("Cannot have episode " + episode.key() + " twice");
      }
    }
  }

  private static long bytes(Episode episode, String camera) {
    Long bytes = episode.videoBytes().get(camera);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "Cannot place episode %s: it has no video of %s".formatted(episode.key(), camera));
    }
    return bytes;
  }

  /** All rows. */
  public long rows() {
    return episodes.isEmpty() ? 0 : episodes.get(episodes.size() - 1).endRow();
  }

  /** The first episode and the one after the last of each split that has any. */
  public SortedMap<Split, int[]> splits() {
    SortedMap<Split, int[]> ranges = new TreeMap<>();
    for (PlacedEpisode placed : episodes) {
      int[] range =
          ranges.computeIfAbsent(
              placed.episode().split(), split -> new int[] {placed.index(), placed.index()});
      range[1] = placed.index() + 1;
    }
    return ranges;
  }

  /** The data files with their episodes in order. */
  public SortedMap<FileNumber, List<PlacedEpisode>> dataFiles() {
    SortedMap<FileNumber, List<PlacedEpisode>> files = new TreeMap<>();
    episodes.forEach(
        placed -> files.computeIfAbsent(placed.data(), file -> new ArrayList<>()).add(placed));
    return files;
  }

  /** The files that describe episodes, with their episodes in order. */
  public SortedMap<FileNumber, List<PlacedEpisode>> metaFiles() {
    SortedMap<FileNumber, List<PlacedEpisode>> files = new TreeMap<>();
    episodes.forEach(
        placed -> files.computeIfAbsent(placed.meta(), file -> new ArrayList<>()).add(placed));
    return files;
  }

  /** The video files of a camera with the episodes whose frames follow each other in them. */
  public SortedMap<FileNumber, List<PlacedEpisode>> videoFiles(String camera) {
    SortedMap<FileNumber, List<PlacedEpisode>> files = new TreeMap<>();
    for (PlacedEpisode placed : episodes) {
      VideoPlace place = placed.videos().get(camera);
      if (place == null) {
        throw new IllegalArgumentException("Cannot find camera " + camera);
      }
      files.computeIfAbsent(place.file(), file -> new ArrayList<>()).add(placed);
    }
    return files;
  }
}

package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which data files and videos of a root hold episodes of which split. */
public final class SplitFiles {
  private SplitFiles() {}

  /**
   * Reads {@code meta/} alone.
   *
   * @param root the LeRobot root
   * @return paths in the root by split; a file that holds episodes of two splits stands under both
   * @throws IllegalArgumentException if {@code meta/} is not what LeRobotDataset v3.0 says
   */
  public static SortedMap<String, SortedSet<String>> of(Path root) throws IOException {
    Info info = Info.read(root.resolve(LeRobotLayout.INFO));
    EpisodeTable episodes = EpisodeTable.read(root, info.cameras().keySet());
    SortedMap<String, SortedSet<String>> files = new TreeMap<>();
    for (Map.Entry<String, String> split : info.splits().entrySet()) {
      String[] ends = split.getValue().split(":", 2);
      if (ends.length != 2 || !ends[0].matches("\\d{1,9}") || !ends[1].matches("\\d{1,9}")) {
        throw new IllegalArgumentException(
            "Cannot read split %s of '%s': a range of episodes is needed, as 0:10"
                .formatted(split.getKey(), split.getValue()));
      }
      int first = Integer.parseInt(ends[0]);
      int end = Integer.parseInt(ends[1]);
      SortedSet<String> paths = new TreeSet<>();
      for (EpisodeTable.Row row : episodes.rows()) {
        if (row.index() >= first && row.index() < end) {
          paths.add(LeRobotLayout.dataPath(row.data()));
          row.videos()
              .forEach((camera, video) -> paths.add(LeRobotLayout.videoPath(camera, video.file())));
        }
      }
      files.put(split.getKey(), paths);
    }
    return files;
  }
}

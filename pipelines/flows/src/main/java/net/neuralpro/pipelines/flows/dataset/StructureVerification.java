package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.lake.lerobot.LeRobotVerifier;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.rules.Finding;

/**
 * Holds the files of each bucket against each other: whether it is a valid LeRobotDataset v3.0,
 * with every frame of its videos decoded. That the bytes are those of the root is another matter,
 * of {@link DatasetVerification}; whoever writes a root can write one over a broken dataset.
 */
public final class StructureVerification {
  private static final Set<String> PARTS = Set.of("meta", "data", "videos");
  private static final String VIDEO = ".mp4";

  private final DatasetFolder folder;

  public StructureVerification(DatasetFolder folder) {
    this.folder = folder;
  }

  /** The folders that must be LeRobot roots. */
  public SortedSet<String> buckets() {
    SortedSet<String> buckets = new TreeSet<>();
    for (DatasetFile file : folder.version().files()) {
      String[] parts = file.path().split("/", 3);
      if (parts.length == 3 && PARTS.contains(parts[1])) {
        buckets.add(parts[0]);
      }
    }
    return buckets;
  }

  /** How many bytes of videos there are to decode. */
  public long videoBytes() {
    return videos().stream().mapToLong(DatasetFile::bytes).sum();
  }

  private List<DatasetFile> videos() {
    return folder.version().files().stream().filter(file -> file.path().endsWith(VIDEO)).toList();
  }

  /**
   * Reads all tables and decodes all videos.
   *
   * @param parallelism how many videos are decoded at once
   * @param progress is told how many bytes of videos were read since it was last told
   * @return what was found, places as paths in the dataset; nothing if all is as it must be
   */
  public List<Finding> verify(int parallelism, LongConsumer progress)
      throws IOException, InterruptedException {
    List<Path> videos =
        videos().stream().map(video -> folder.path().resolve(video.path())).toList();
    List<Finding> findings = new ArrayList<>();
    try (DecodingWorkers workers = new DecodingWorkers(videos, parallelism, progress)) {
      for (String bucket : buckets()) {
        for (Finding finding :
            new LeRobotVerifier(folder.path().resolve(bucket), workers).verify()) {
          findings.add(
              new Finding(
                  finding.rule(),
                  finding.severity(),
                  bucket + "/" + finding.place(),
                  finding.evidence()));
        }
      }
    }
    return findings;
  }
}

package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.List;
import net.neuralpro.connectors.lake.lerobot.DatasetPlan;
import net.neuralpro.connectors.lake.lerobot.FileLimits;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;

/**
 * The episodes of one file, or of a bucket, with all that its bytes depend on: an episode elsewhere
 * does not change it. It is kept as a file, since it may be larger than a block.
 *
 * @param layout the bucket's
 * @param tasks all tasks of the bucket, sorted
 * @param episodes by index
 */
public record FilePlan(BucketLayout layout, List<String> tasks, List<EpisodeSource> episodes) {
  private static final int MAX_SIZE = 1 << 30;

  public FilePlan {
    tasks = List.copyOf(tasks);
    episodes = List.copyOf(episodes);
  }

  FilePlan only(List<EpisodeSource> some) {
    return new FilePlan(layout, tasks, some);
  }

  Cid store(ContentFiles files) throws IOException {
    return files.add(DagJson.write(this));
  }

  public static FilePlan read(ContentFiles files, Cid cid) throws IOException {
    return DagJson.read(files.read(cid, MAX_SIZE), FilePlan.class);
  }

  /** The plan as lake's writers take it. */
  DatasetPlan placed() {
    return new DatasetPlan(
        layout.leRobot(),
        FileLimits.REFERENCE,
        tasks,
        episodes.stream().map(episode -> episode.placed(layout)).toList());
  }

  /** The episode of this index. */
  EpisodeSource episode(int index) {
    return episodes.stream()
        .filter(episode -> episode.index() == index)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Cannot find episode " + index));
  }
}

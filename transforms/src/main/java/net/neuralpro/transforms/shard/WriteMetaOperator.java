package net.neuralpro.transforms.shard;

import java.io.IOException;
import net.neuralpro.connectors.lake.lerobot.DatasetPlan;
import net.neuralpro.connectors.lake.lerobot.EpisodesFile;
import net.neuralpro.connectors.lake.lerobot.FileNumber;
import net.neuralpro.connectors.lake.lerobot.InfoFile;
import net.neuralpro.connectors.lake.lerobot.StatisticsFile;
import net.neuralpro.connectors.lake.lerobot.TasksFile;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code write-meta}. In: {@code plan}, a {@link FilePlan}. Out: {@code info}, {@code
 * stats}, {@code tasks}, and the {@code episodes/…} files of LeRobot.
 */
public final class WriteMetaOperator implements Operator<NoParameters> {
  @Override
  public String name() {
    return "write-meta";
  }

  @Override
  public String description() {
    return "Writes what describes a LeRobot root: info, statistics, tasks and episodes.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    FilePlan plan = FilePlan.read(invocation.files(), invocation.input("plan"));
    DatasetPlan placed = plan.placed();
    ContentFiles files = invocation.files();
    invocation.output("info", files.add(InfoFile.bytes(placed)));
    try (EpisodeTables tables = new EpisodeTables(plan.layout(), invocation)) {
      byte[] statistics =
          StatisticsFile.bytes(
              placed,
              episode -> FeatureRows.of(plan.episode(episode.index()), plan.layout(), tables),
              PictureStatistics.of(plan, invocation));
      invocation.output("stats", files.add(statistics));
    }
    ContentWriter tasks = files.create();
    TasksFile.write(placed, tasks);
    invocation.output("tasks", tasks.cid());
    for (FileNumber number : placed.metaFiles().keySet()) {
      ContentWriter episodes = files.create();
      EpisodesFile.write(placed, number, episodes);
      invocation.output("episodes/" + number, episodes.cid());
    }
  }
}

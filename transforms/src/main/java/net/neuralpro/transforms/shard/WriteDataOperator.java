package net.neuralpro.transforms.shard;

import java.io.IOException;
import net.neuralpro.connectors.lake.lerobot.DataFile;
import net.neuralpro.connectors.lake.lerobot.DatasetPlan;
import net.neuralpro.connectors.lake.lerobot.FileNumber;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code write-data}. In: {@code plan}, a {@link FilePlan}. Out: {@code file}, a data file
 * of LeRobot.
 */
public final class WriteDataOperator implements Operator<NoParameters> {
  @Override
  public String name() {
    return "write-data";
  }

  @Override
  public String description() {
    return "Writes a data file of LeRobot: the rows of its episodes.";
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
    FileNumber number = placed.dataFiles().firstKey();
    ContentWriter file = invocation.files().create();
    try (EpisodeTables tables = new EpisodeTables(plan.layout(), invocation)) {
      DataFile.write(
          placed,
          number,
          episode -> FeatureRows.of(plan.episode(episode.index()), plan.layout(), tables),
          ParquetLayout.RANDOM_ACCESS,
          file);
    }
    invocation.output("file", file.cid());
  }
}

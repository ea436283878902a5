package net.neuralpro.transforms.shard;

import java.util.List;
import net.neuralpro.schemas.dataset.DatasetFile;

/** The files that a description of a dataset names. */
public record DescribedFiles(List<DatasetFile> files) {
  public DescribedFiles {
    files = files.stream().sorted().toList();
  }
}

package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;

/** A file of a dataset is not what the dataset's root says. */
public final class AlteredDatasetException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;

  /** This file is not what it must be, for this reason. */
  public AlteredDatasetException(String file, String reason) {
    super("DATASET-ALTERED: " + file + ": " + reason);
    this.file = file;
  }

  /** The file's path in the dataset. */
  public String file() {
    return file;
  }
}

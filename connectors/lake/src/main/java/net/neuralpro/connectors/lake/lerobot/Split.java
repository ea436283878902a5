package net.neuralpro.connectors.lake.lerobot;

import java.util.Locale;

/** The splits of a dataset, in the order of their episodes. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** The name that trainers know it by. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

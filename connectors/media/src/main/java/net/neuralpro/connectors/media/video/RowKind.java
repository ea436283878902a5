package net.neuralpro.connectors.media.video;

/** How a row of a grid video depends on the one before. */
public enum RowKind {
  /** Decoding can begin here. */
  KEY,
  /** It needs the rows since the last key row. */
  PREDICTED
}

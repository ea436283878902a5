package net.neuralpro.transforms.deduplicate;

import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;

/** The table {@code fingerprints}: a row per frame, clip by clip. */
final class FingerprintTable {
  static final String CLIP = "clip";
  static final String TIME = "time_ns";
  static final String FINGERPRINT = "fingerprint";

  static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of(CLIP, ColumnType.INT32, "", "The clip's index in its recording."),
          Column.of(TIME, ColumnType.INT64, "ns", "When the frame is shown."),
          Column.of(FINGERPRINT, ColumnType.INT64, "", "Perceptual hash, 64 bits."));

  private FingerprintTable() {}
}

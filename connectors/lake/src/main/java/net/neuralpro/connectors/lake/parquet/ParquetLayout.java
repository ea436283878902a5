package net.neuralpro.connectors.lake.parquet;

/**
 * How rows are laid out for those who read a few of them: a reader fetches whole pages, and plans
 * by row groups.
 *
 * @param rowGroupRows the most rows of a row group
 * @param pageRows the most rows of a page
 */
public record ParquetLayout(int rowGroupRows, int pageRows) {
  /** A window of some seconds costs a page or two of each column. */
  public static final ParquetLayout RANDOM_ACCESS = new ParquetLayout(16_384, 1024);

  public ParquetLayout {
    if (pageRows < 1 || rowGroupRows < pageRows || rowGroupRows > 1 << 24) {
      throw new IllegalArgumentException(
          "Cannot lay out row groups of %d rows with pages of %d"
              .formatted(rowGroupRows, pageRows));
    }
  }
}

package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;

/**
 * Writes the table of tasks as pandas does, with the task as the index of the frame. The reference
 * reader looks a task up by its row and takes the name from that index: without the footer's {@code
 * pandas} entry it loads, and gives every sample the wrong task.
 */
public final class TasksFile {
  static final String PANDAS = "pandas";
  private static final String METADATA =
      """
      {"index_columns": ["task"], "column_indexes": [{"name": null, "field_name": null, \
      "pandas_type": "unicode", "numpy_type": "object", "metadata": {"encoding": "UTF-8"}}], \
      "columns": [{"name": "task_index", "field_name": "task_index", "pandas_type": "int64", \
      "numpy_type": "int64", "metadata": null}, {"name": "task", "field_name": "task", \
      "pandas_type": "unicode", "numpy_type": "object", "metadata": null}], \
      "creator": {"library": "neural", "version": "1"}, "pandas_version": "2.2.3"}""";

  private TasksFile() {}

  /** Writes the tasks of a plan to a stream, which is closed. */
  public static void write(DatasetPlan plan, OutputStream out) throws IOException {
    TableSchema schema =
        TableSchema.of(
            Column.of("task_index", ColumnType.INT64), Column.of("task", ColumnType.TEXT));
    List<String> tasks = plan.tasks();
    try (RowAppender rows =
        new RowAppender(
            new ParquetTableWriter(
                schema, ParquetLayout.RANDOM_ACCESS, Map.of(PANDAS, METADATA), out))) {
      for (int index = 0; index < tasks.size(); index++) {
        rows.set(0, (long) index).set(1, tasks.get(index)).endRow();
      }
    }
  }
}

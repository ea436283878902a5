package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;

/** Writes a table in a thread of its own, in order, while the next batches are made. */
final class BackgroundWriter implements TableWriter {
  private static final int WAITING = 4;

  private final TableWriter writer;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "table");
            daemon.setDaemon(true);
            return daemon;
          });
  private final Queue<Future<?>> waiting = new ArrayDeque<>();

  BackgroundWriter(TableWriter writer) {
    this.writer = writer;
  }

  @Override
  public TableSchema schema() {
    return writer.schema();
  }

  @Override
  public void write(Batch batch) throws IOException {
    if (waiting.size() == WAITING) {
      await(waiting.remove());
    }
    waiting.add(
        thread.submit(
            () -> {
              writer.write(batch);
              return batch.rows();
            }));
  }

  private static void await(Future<?> task) throws IOException {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot write a table: it was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("Cannot write a table: " + e.getCause(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      while (!waiting.isEmpty()) {
        await(waiting.remove());
      }
      writer.close();
    } finally {
      thread.shutdownNow();
    }
  }
}

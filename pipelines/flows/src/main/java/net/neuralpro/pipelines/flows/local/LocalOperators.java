package net.neuralpro.pipelines.flows.local;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.InProcessExecutor;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.RoutingExecutor;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerLimits;

/**
 * The shipped operators over a store: pure ones in this process, others in workers. Each derivation
 * runs, whatever is known of it.
 */
public final class LocalOperators implements Closeable {
  private final OperatorCatalogue catalogue = new ShippedOperators().catalogue();
  private final WorkerExecutor workers;
  private final Executor executor;

  private LocalOperators(BlockStore store, WorkerExecutor workers) {
    this.workers = workers;
    executor = new RoutingExecutor(catalogue, new InProcessExecutor(catalogue, store), workers);
  }

  /**
   * The operators over a store; no worker starts before it is needed.
   *
   * @param parallelism how many workers may run at once
   */
  public static LocalOperators over(BlockStore store, int parallelism)
      throws IOException, InterruptedException {
    return new LocalOperators(
        store,
        new WorkerExecutor(
            WorkerInstallation.ofThisProcess(),
            ShippedOperators.class,
            store,
            WorkerLimits.STANDARD,
            parallelism));
  }

  public OperatorCatalogue catalogue() {
    return catalogue;
  }

  public Executor executor() {
    return executor;
  }

  @Override
  public void close() throws IOException {
    workers.close();
  }
}

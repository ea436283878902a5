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
 * The shipped operators over a store: pure ones in this process, others in workers or wherever a
 * {@link Placement} has them. Each derivation runs, whatever is known of it.
 */
public final class LocalOperators implements Closeable {
  private final OperatorCatalogue catalogue = new ShippedOperators().catalogue();
  private final WorkerExecutor workers;
  private final Executor executor;

  private LocalOperators(BlockStore store, WorkerExecutor workers, Executor foreign) {
    this.workers = workers;
    executor = new RoutingExecutor(catalogue, new InProcessExecutor(catalogue, store), foreign);
  }

  /**
   * The operators over a store; no worker starts before it is needed.
   *
   * @param parallelism how many workers may run at once
   */
  public static LocalOperators over(BlockStore store, int parallelism)
      throws IOException, InterruptedException {
    return over(store, parallelism, Placement.HERE);
  }

  /**
   * The operators over a store, some of them elsewhere.
   *
   * @param parallelism how many workers of this computer may run at once
   */
  public static LocalOperators over(BlockStore store, int parallelism, Placement placement)
      throws IOException, InterruptedException {
    WorkerExecutor workers =
        new WorkerExecutor(
            WorkerInstallation.ofThisProcess(),
            ShippedOperators.class,
            store,
            WorkerLimits.STANDARD,
            parallelism);
    return new LocalOperators(store, workers, placement.over(store, workers));
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

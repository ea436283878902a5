package net.neuralpro.pipelines.flows.local;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.connectors.storage.embedded.EmbeddedOutcomeIndex;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.curate.RunContext;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.transforms.operators.CachingExecutor;
import net.neuralpro.transforms.operators.ExecutionListener;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.InProcessExecutor;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.RoutingExecutor;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerLimits;

/** The shipped operators over a workspace: pure ones in this process, others in workers. */
public final class LocalEngine implements Closeable {
  private final EmbeddedBlockStore blocks;
  private final EmbeddedOutcomeIndex outcomes;
  private final OperatorCatalogue catalogue;
  private final WorkerExecutor workers;
  private final Executor executor;

  private LocalEngine(
      EmbeddedBlockStore blocks,
      EmbeddedOutcomeIndex outcomes,
      OperatorCatalogue catalogue,
      WorkerExecutor workers,
      ExecutionListener listener) {
    this.blocks = blocks;
    this.outcomes = outcomes;
    this.catalogue = catalogue;
    this.workers = workers;
    executor =
        new CachingExecutor(
            outcomes,
            blocks,
            new RoutingExecutor(catalogue, new InProcessExecutor(catalogue, blocks), workers),
            listener);
  }

  /**
   * Opens a workspace to run in.
   *
   * @param parallelism how many workers may run at once
   * @param listener is told of every derivation
   */
  public static LocalEngine open(
      Workspace workspace, int parallelism, ExecutionListener listener)
      throws IOException, InterruptedException {
    EmbeddedBlockStore blocks = workspace.blocks();
    WorkerExecutor workers =
        new WorkerExecutor(
            WorkerInstallation.ofThisProcess(),
            ShippedOperators.class,
            blocks,
            WorkerLimits.STANDARD,
            parallelism);
    return new LocalEngine(
        blocks, workspace.outcomes(), new ShippedOperators().catalogue(), workers, listener);
  }

  public EmbeddedBlockStore blocks() {
    return blocks;
  }

  public OperatorCatalogue catalogue() {
    return catalogue;
  }

  public Executor executor() {
    return executor;
  }

  /** A run of a recipe here. */
  public RunContext context(Recipe recipe) {
    return RunContext.of(catalogue, blocks, outcomes, executor, recipe);
  }

  @Override
  public void close() throws IOException {
    workers.close();
  }
}

package net.neuralpro.pipelines.flows.local;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.connectors.storage.embedded.EmbeddedOutcomeIndex;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.curate.RunContext;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.schemas.derivation.LatestDerivations;
import net.neuralpro.transforms.operators.CachingExecutor;
import net.neuralpro.transforms.operators.ExecutionListener;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorCatalogue;

/** The shipped operators over a workspace, which remembers what became of derivations. */
public final class LocalEngine implements Closeable {
  private final EmbeddedBlockStore blocks;
  private final EmbeddedOutcomeIndex outcomes;
  private final LatestDerivations latest;
  private final LocalOperators operators;
  private final Executor executor;

  private LocalEngine(
      EmbeddedBlockStore blocks,
      EmbeddedOutcomeIndex outcomes,
      LatestDerivations latest,
      LocalOperators operators,
      ExecutionListener listener) {
    this.blocks = blocks;
    this.outcomes = outcomes;
    this.latest = latest;
    this.operators = operators;
    executor = new CachingExecutor(outcomes, blocks, operators.executor(), listener);
  }

  /**
   * Opens a workspace to run in.
   *
   * @param parallelism how many workers may run at once
   * @param listener is told of every derivation
   */
  public static LocalEngine open(Workspace workspace, int parallelism, ExecutionListener listener)
      throws IOException, InterruptedException {
    return open(workspace, parallelism, listener, Placement.HERE);
  }

  /** The same, with some operators elsewhere. */
  public static LocalEngine open(
      Workspace workspace, int parallelism, ExecutionListener listener, Placement placement)
      throws IOException, InterruptedException {
    EmbeddedBlockStore blocks = workspace.blocks();
    return new LocalEngine(
        blocks,
        workspace.outcomes(),
        workspace.latest(),
        LocalOperators.over(blocks, parallelism, placement),
        listener);
  }

  public EmbeddedBlockStore blocks() {
    return blocks;
  }

  public OperatorCatalogue catalogue() {
    return operators.catalogue();
  }

  public Executor executor() {
    return executor;
  }

  /** A run of a recipe here. */
  public RunContext context(Recipe recipe) {
    return RunContext.of(catalogue(), blocks, outcomes, latest, executor, recipe);
  }

  @Override
  public void close() throws IOException {
    operators.close();
  }
}

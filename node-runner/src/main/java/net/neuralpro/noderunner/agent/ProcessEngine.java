package net.neuralpro.noderunner.agent;

import java.io.IOException;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerLimits;

/**
 * Runs the shipped operators, all of them, in restricted processes of this computer: what strangers
 * ask for is never run in the agent's own.
 */
public final class ProcessEngine implements Engine {
  /** What it is called in settings and claims. */
  public static final String NAME = "process";

  private final WorkerExecutor workers;

  private ProcessEngine(WorkerExecutor workers) {
    this.workers = workers;
  }

  /**
   * An engine; no process starts before it is needed.
   *
   * @param count how many processes may run at once
   */
  public static ProcessEngine over(BlockStore store, int count)
      throws IOException, InterruptedException {
    return new ProcessEngine(
        new WorkerExecutor(
            WorkerInstallation.ofThisProcess(),
            ShippedOperators.class,
            store,
            WorkerLimits.STANDARD,
            count));
  }

  @Override
  public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
    return workers.execute(derivation);
  }

  @Override
  public void close() throws IOException {
    workers.close();
  }
}

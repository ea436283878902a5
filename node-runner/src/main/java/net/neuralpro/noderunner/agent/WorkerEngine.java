package net.neuralpro.noderunner.agent;

import java.io.IOException;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerHost;
import net.neuralpro.transforms.worker.WorkerLimits;

/**
 * Runs the shipped operators, all of them, in workers that are held: what strangers ask for is
 * never run in the agent's own process.
 */
final class WorkerEngine implements Engine {
  private final WorkerExecutor workers;

  /**
   * An engine; no worker starts before it is needed.
   *
   * @param host starts the workers, and holds them
   * @param count how many may run at once
   */
  WorkerEngine(WorkerHost host, BlockStore store, int count) {
    workers = new WorkerExecutor(host, ShippedOperators.class, store, WorkerLimits.STANDARD, count);
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

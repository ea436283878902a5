package net.neuralpro.transforms.worker;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorProvider;

/**
 * Runs derivations in worker processes: each process takes one at a time and lives on for the next.
 * A worker that is lost is replaced and the derivation tried once more, since the fault may have
 * been an earlier one's; what loses two fresh workers is rejected.
 */
public final class WorkerExecutor implements Executor, Closeable {
  private final WorkerHost host;
  private final Class<? extends OperatorProvider> operators;
  private final BlockStore store;
  private final WorkerLimits limits;
  private final Semaphore places;
  private final BlockingDeque<WorkerProcess> idle = new LinkedBlockingDeque<>();
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "worker-starter");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closed;

  /**
   * Workers of this computer with these operators, under these limits.
   *
   * @param count how many run at once
   */
  public WorkerExecutor(
      WorkerInstallation installation,
      Class<? extends OperatorProvider> operators,
      BlockStore store,
      WorkerLimits limits,
      int count) {
    this(new LocalWorkers(installation), operators, store, limits, count);
  }

  /**
   * Workers of a host with these operators, under these limits.
   *
   * @param count how many run at once
   */
  public WorkerExecutor(
      WorkerHost host,
      Class<? extends OperatorProvider> operators,
      BlockStore store,
      WorkerLimits limits,
      int count) {
    this.host = host;
    this.operators = operators;
    this.store = store;
    this.limits = limits;
    places = new Semaphore(count);
  }

  @Override
  public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
    places.acquire();
    try {
      WorkerProcess used = idle.pollFirst();
      if (used != null) {
        try {
          return keep(used, derivation);
        } catch (LostWorkerException e) {
          return onFreshWorkers(derivation, 1);
        }
      }
      return onFreshWorkers(derivation, 2);
    } finally {
      places.release();
    }
  }

  /**
   * Starts a worker from the one thread that starts them all: a worker ends with the thread that
   * started it, so that none outlives us.
   */
  private WorkerProcess fresh() throws IOException, InterruptedException {
    try {
      return starter.submit(() -> WorkerProcess.start(host, operators, store, limits)).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), e);
    }
  }

  private Outcome onFreshWorkers(Derivation derivation, int tries)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return keep(fresh(), derivation);
      } catch (LostWorkerException e) {
        if (closed) {
          throw new IOException("Cannot run " + derivation.operator() + ": the run was ended", e);
        }
        if (attempt == tries) {
          return new Outcome.Rejected(
              derivation.cid(),
              List.of(
                  Finding.error(
                      e.rule(),
                      "operator " + derivation.operator(),
                      "The worker process was lost on this input: " + e.getMessage())));
        }
      }
    }
  }

  private Outcome keep(WorkerProcess worker, Derivation derivation) throws IOException {
    boolean ended = false;
    try {
      Outcome outcome = worker.run(derivation);
      ended = true;
      return outcome;
    } finally {
      if (ended && !closed) {
        idle.addFirst(worker);
      } else {
        worker.close();
      }
    }
  }

  /** Ends all workers. */
  @Override
  public void close() throws IOException {
    closed = true;
    List<WorkerProcess> workers = new ArrayList<>();
    idle.drainTo(workers);
    for (WorkerProcess worker : workers) {
      worker.close();
    }
    starter.shutdownNow();
  }
}

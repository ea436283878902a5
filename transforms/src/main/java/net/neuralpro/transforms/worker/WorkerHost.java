package net.neuralpro.transforms.worker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.neuralpro.transforms.operators.OperatorProvider;

/**
 * Starts workers. Each is {@link WorkerMain} with the class of its operators as its one argument,
 * held as the host sees fit.
 */
public interface WorkerHost {
  /**
   * Starts a worker; it need not be ready yet.
   *
   * @throws IOException if it cannot be started
   */
  Worker start(Class<? extends OperatorProvider> operators, WorkerLimits limits)
      throws IOException, InterruptedException;

  /** A worker that was started. Closing it ends it, waits for its end and leaves nothing of it. */
  interface Worker extends Closeable {
    /** Its standard input. */
    OutputStream input();

    /** Its standard output. */
    InputStream output();

    /** Its standard error. */
    InputStream errors();

    /** Ends it, whatever it does; may be called at any time, from any thread. */
    void end();

    /** Ends it and says how it ended, as in: ended with 137. */
    String ending();
  }
}

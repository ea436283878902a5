package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import net.neuralpro.pipelines.control.scheduling.SchedulerException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.api.Callers.Caller;

/** Takes long bodies, of which only some come at once. */
final class LongBodies {
  private static final int AT_ONCE = 8;

  private final Semaphore places = new Semaphore(AT_ONCE);

  /** Does something with a body. */
  @FunctionalInterface
  interface Upload {
    void take(InputStream body) throws IOException;
  }

  /** Takes one, or refuses it for now. */
  void upload(Context context, Caller caller, long most, Upload upload) throws IOException {
    if (!places.tryAcquire()) {
      throw new SchedulerException(
          Kind.BUSY, "SCHEDULER-BUSY", "Others send too much now; try again");
    }
    try (InputStream body = new SignedBody(context.req().getInputStream(), caller.body(), most)) {
      upload.take(body);
      context.status(204);
    } finally {
      places.release();
    }
  }
}

package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Refusal;
import net.neuralpro.pipelines.control.scheduling.SchedulerException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.api.Callers.Caller;
import net.neuralpro.pipelines.control.scheduling.observation.HttpCalls;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Digest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls say and are answered. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final String RETRY_SECONDS = "1";

  private Answers() {}

  /** There is nothing by this name. */
  static void missing(HttpResponseException failure, Context context) {
    context.status(failure.getStatus());
    answer(context, new Refusal("SCHEDULER-ABSENT", "There is nothing to call by this name"));
  }

  /** Answers by a message. */
  static void answer(Context context, Object message) {
    if (message instanceof Refusal refusal) {
      HttpCalls.refused(context, refusal.rule());
    }
    context.contentType("application/json").result(DagJson.write(message));
  }

  /** Says why a call is refused; of faults that are not the caller's it says nothing more. */
  static void refuse(Context context, Throwable failure) {
    Refusal refusal;
    int status;
    if (failure instanceof SchedulerException refused) {
      refusal = new Refusal(refused.rule(), String.valueOf(refused.getMessage()));
      status = status(refused.kind());
    } else if (failure instanceof StorageException storage) {
      refusal = new Refusal(storage.rule(), String.valueOf(storage.getMessage()));
      status = 400;
    } else if (failure instanceof MalformedContentException malformed) {
      refusal = new Refusal("SCHEDULER-MESSAGE", String.valueOf(malformed.getMessage()));
      status = 400;
    } else {
      LOG.warn("{} {} failed", context.method(), context.path(), failure);
      refusal = new Refusal("SCHEDULER-FAULT", "The scheduler could not do this; try again later");
      status = 503;
    }
    if (failure instanceof SchedulerException busy && busy.kind() == Kind.BUSY) {
      context.header("Retry-After", RETRY_SECONDS);
    }
    context.status(status);
    answer(context, refusal);
  }

  private static int status(Kind kind) {
    return switch (kind) {
      case UNKNOWN_CALLER -> 401;
      case FORBIDDEN -> 403;
      case ABSENT -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case BUSY -> 503;
      case BAD -> 400;
    };
  }

  /** The message of a call, whose body is the one that was signed. */
  static <T> T message(Context context, Caller caller, Class<T> type) throws IOException {
    try (InputStream body =
        new SignedBody(context.bodyInputStream(), caller.body(), Protocol.MAX_MESSAGE)) {
      return DagJson.read(body.readAllBytes(), type);
    }
  }

  /** The task that a call is of. */
  static TaskId task(Context context) throws SchedulerException {
    try {
      return new TaskId(new Digest(context.pathParam("task")));
    } catch (IllegalArgumentException e) {
      throw new SchedulerException(Kind.ABSENT, "SCHEDULER-ABSENT", String.valueOf(e.getMessage()));
    }
  }

  /** A number, or none where nothing is said. */
  static long number(@Nullable String text) throws SchedulerException {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-MESSAGE", "Cannot read the number of an event");
    }
  }
}

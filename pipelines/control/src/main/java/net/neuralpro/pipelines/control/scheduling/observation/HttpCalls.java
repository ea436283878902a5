package net.neuralpro.pipelines.control.scheduling.observation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.noderunner.protocol.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Counts and times calls, and names the task that a call is about in what is logged meanwhile. What
 * callers write never becomes a label: a path that is none of the API's is counted as {@code
 * other}.
 */
public final class HttpCalls {
  /** What the task of a call is called in logs. */
  public static final String TASK = "task";

  private static final String STARTED = HttpCalls.class.getName() + ".started";
  private static final String REFUSED = HttpCalls.class.getName() + ".refused";
  private static final String OTHER = "other";

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");
  private static final Set<String> ROUTES =
      Set.of(
          Protocol.NETWORK,
          Protocol.SUBMISSIONS,
          Protocol.PROMISES,
          Protocol.EVENTS,
          Protocol.BLOCKS,
          Protocol.CLAIMS);

  private static final Pattern TASK_ROUTE =
      Pattern.compile("/v1/tasks/(?<task>[^/]+)(?<rest>/commit|/output|/reveal|/give-up|/check)?");
  private static final Pattern BLOCK_ROUTE =
      Pattern.compile("/v1/tasks/(?<task>[^/]+)/blocks/[^/]+");
  private static final Pattern TASK_ID = Pattern.compile("(0x)?[0-9a-f]{64}");

  private final MeterRegistry meters;

  public HttpCalls(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Looks at all calls of a server. */
  public void watch(RoutesConfig routes) {
    routes.before(HttpCalls::begin);
    routes.after(this::end);
  }

  /** Notes by which rule a call is refused. */
  public static void refused(Context context, String rule) {
    context.attribute(REFUSED, rule);
  }

  /** The API's name of a path, or {@code other}. */
  static String route(String path) {
    if (ROUTES.contains(path)) {
      return path;
    }
    Matcher task = TASK_ROUTE.matcher(path);
    if (task.matches()) {
      @Nullable String rest = task.group("rest");
      return "/v1/tasks/{task}" + (rest == null ? "" : rest);
    }
    return BLOCK_ROUTE.matcher(path).matches() ? "/v1/tasks/{task}/blocks/{block}" : OTHER;
  }

  private static void begin(Context context) {
    context.attribute(STARTED, System.nanoTime());
    MDC.remove(TASK);
    for (Pattern pattern : Set.of(TASK_ROUTE, BLOCK_ROUTE)) {
      Matcher path = pattern.matcher(context.path());
      if (path.matches() && TASK_ID.matcher(path.group("task")).matches()) {
        MDC.put(TASK, path.group("task"));
      }
    }
  }

  private void end(Context context) {
    MDC.remove(TASK);
    Map<String, @Nullable Object> noted = context.attributeMap();
    if (noted.get(STARTED) instanceof Long started) {
      String method = context.method().name();
      meters
          .timer(
              "neural.scheduler.http.calls",
              "method",
              METHODS.contains(method) ? method : OTHER,
              "route",
              route(context.path()),
              "status",
              Integer.toString(context.statusCode()))
          .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    }
    if (noted.get(REFUSED) instanceof String rule) {
      meters.counter("neural.scheduler.http.refusals", "rule", rule).increment();
    }
  }
}

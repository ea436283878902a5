package net.neuralpro.noderunner.agent;

import java.util.Map;
import net.neuralpro.noderunner.protocol.Order;
import org.slf4j.MDC;

/**
 * Names the task that a thread works on in whatever it logs meanwhile: {@code task}, {@code
 * derivation} and {@code requester}.
 */
final class TaskLogging implements AutoCloseable {
  private final Map<String, String> fields;

  private TaskLogging(Map<String, String> fields) {
    this.fields = fields;
    fields.forEach(MDC::put);
  }

  static TaskLogging of(Order order) {
    return new TaskLogging(
        Map.of(
            "task", order.task().toString(),
            "derivation", order.derivation().toString(),
            "requester", order.requester().text()));
  }

  @Override
  public void close() {
    fields.keySet().forEach(MDC::remove);
  }
}

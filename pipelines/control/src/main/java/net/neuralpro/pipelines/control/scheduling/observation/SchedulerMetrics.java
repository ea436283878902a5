package net.neuralpro.pipelines.control.scheduling.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import net.neuralpro.connectors.chain.settlement.Progress;
import net.neuralpro.pipelines.control.scheduling.Market;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler's figures, see docs/guides/observe-the-network.md. It has the ledger's file open
 * beside the scheduler and counts there whenever it is asked, so that figures outlive any end of
 * the scheduler. What cannot be read is not a number.
 */
public final class SchedulerMetrics implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerMetrics.class);

  /** The token's smallest units in a token. */
  private static final int DECIMALS = 18;

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final TaskLedger ledger;

  /** A figure that is read when it is asked for. */
  @FunctionalInterface
  private interface Figure {
    double read() throws IOException;
  }

  private SchedulerMetrics(TaskLedger ledger, Path file, Market market) {
    this.ledger = ledger;
    for (Task.State state : Task.State.values()) {
      gauge(
          "neural.scheduler.tasks",
          "Tasks of the ledger by state.",
          state.name(),
          () -> ledger.count(state));
    }
    for (Copy.State state : Copy.State.values()) {
      gauge(
          "neural.scheduler.copies",
          "Nodes' parts in tasks by state.",
          state.name(),
          () -> ledger.count(state));
    }
    gauge(
        "neural.scheduler.unsettled.pay.tokens",
        "Promised or owed and not paid beyond recall.",
        () -> new BigDecimal(ledger.unsettled(), DECIMALS).doubleValue());
    gauge("neural.scheduler.ledger.bytes", "The ledger's file.", () -> Files.size(file));
    gauge("neural.scheduler.chain.block", "Number of the newest block.", market::newestBlock);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    collections.bindTo(meters);
  }

  /**
   * Opens the figures of a scheduler.
   *
   * @param file of its ledger
   */
  public static SchedulerMetrics open(Path file, Market market) throws IOException {
    return new SchedulerMetrics(TaskLedger.open(file), file, market);
  }

  private void gauge(String name, String meaning, Figure figure) {
    builder(name, meaning, figure).register(meters);
  }

  private void gauge(String name, String meaning, String state, Figure figure) {
    builder(name, meaning, figure).tag("state", state.toLowerCase(Locale.ROOT)).register(meters);
  }

  private static Gauge.Builder<Figure> builder(String name, String meaning, Figure figure) {
    ToDoubleFunction<Figure> read =
        asked -> {
          try {
            return asked.read();
          } catch (IOException e) {
            LOG.warn("{} cannot be read", name, e);
            return Double.NaN;
          }
        };
    return Gauge.builder(name, figure, read).description(meaning).strongReference(true);
  }

  /** Where others count. */
  public MeterRegistry meters() {
    return meters;
  }

  /** Counts what a step of the settlement did. */
  public void settled(Progress progress) {
    meters.counter("neural.scheduler.settlement.actions").increment(progress.done().size());
    meters.counter("neural.scheduler.settlement.troubles").increment(progress.troubles().size());
  }

  /** All figures in Prometheus's text format. */
  public String text() {
    return meters.scrape();
  }

  @Override
  public void close() throws IOException {
    collections.close();
    meters.close();
    ledger.close();
  }
}

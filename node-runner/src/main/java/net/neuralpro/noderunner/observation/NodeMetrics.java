package net.neuralpro.noderunner.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.noderunner.agent.Engine;
import net.neuralpro.noderunner.agent.Journal;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's figures, see docs/guides/observe-the-network.md. Tasks are counted in the journal, which
 * it has open beside the agent, whenever they are asked for. What cannot be read is not a number.
 */
public final class NodeMetrics implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeMetrics.class);
  private static final String FAILED = "failed";

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger running = new AtomicInteger();
  private final Journal journal;

  private NodeMetrics(Journal journal) {
    this.journal = journal;
    for (Journal.Stage stage : Journal.Stage.values()) {
      Gauge.builder("neural.node.tasks", stage, this::count)
          .tag("stage", stage.name().toLowerCase(Locale.ROOT))
          .description("Tasks of the journal by stage.")
          .strongReference(true)
          .register(meters);
    }
    Gauge.builder("neural.node.running", running, AtomicInteger::doubleValue)
        .description("Derivations that run now.")
        .register(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
  }

  /** Opens the figures of a node, whose journal is made if it is not there. */
  public static NodeMetrics open(Path journal) throws IOException {
    return new NodeMetrics(Journal.open(journal));
  }

  private double count(Journal.Stage stage) {
    try {
      return journal.count(stage);
    } catch (IOException e) {
      LOG.warn("Tasks that are {} cannot be counted", stage, e);
      return Double.NaN;
    }
  }

  /**
   * Engines whose derivations are timed, by operator and by what became of them: no other operators
   * come to an engine than those that the owner allows.
   */
  public Engine.Maker watched(Engine.Maker maker) {
    return (requester, store) -> new Watched(maker.open(requester, store));
  }

  /** An engine whose derivations are timed. */
  private final class Watched implements Engine {
    private final Engine engine;

    private Watched(Engine engine) {
      this.engine = engine;
    }

    @Override
    public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
      Timer.Sample begin = Timer.start(meters);
      running.incrementAndGet();
      String became = FAILED;
      try {
        Outcome outcome = engine.execute(derivation);
        became = outcome instanceof Outcome.Produced ? "produced" : "rejected";
        return outcome;
      } finally {
        running.decrementAndGet();
        begin.stop(
            meters.timer(
                "neural.node.derivations", "operator", derivation.operator(), "outcome", became));
      }
    }

    @Override
    public void close() throws IOException {
      engine.close();
    }
  }

  /** All figures in Prometheus's text format. */
  public String text() {
    return meters.scrape();
  }

  @Override
  public void close() throws IOException {
    meters.close();
    journal.close();
  }
}

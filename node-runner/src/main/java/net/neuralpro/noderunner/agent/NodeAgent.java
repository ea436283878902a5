package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Orders;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.SchedulerCalls;
import net.neuralpro.schemas.content.BlockStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims tasks and does them, as many at once as there are places. What it took before it was ended
 * is gone on with first. A scheduler that does not answer is asked again, ever less often.
 */
public final class NodeAgent implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
  private static final long FIRST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 30_000;
  private static final Duration FAREWELL = Duration.ofSeconds(30);

  private final SchedulerCalls calls;
  private final Journal journal;
  private final NodeIdentity identity;
  private final Terms terms;
  private final String engine;
  private final Engines engines;
  private final HeldInputs held = new HeldInputs();
  private final TaskCourse course;
  private final Clock clock;
  private final Semaphore places;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Thread claimer = new Thread(this::claim, "node-claims");
  private final AtomicLong running = new AtomicLong();
  private volatile boolean draining;
  private volatile boolean closed;

  /**
   * An agent, which does nothing before it is started.
   *
   * @param equipment what tasks are run with; its owner lets go of it when the agent is closed
   * @param scratch a folder of its own
   */
  public NodeAgent(
      SchedulerCalls calls,
      BlockStore store,
      Journal journal,
      NodeIdentity identity,
      Terms terms,
      Equipment equipment,
      Path scratch,
      Clock clock) {
    this.calls = calls;
    this.journal = journal;
    this.identity = identity;
    this.terms = terms;
    this.engine = equipment.kind().word();
    this.engines = new Engines(equipment.maker(), store);
    this.clock = clock;
    this.course =
        new TaskCourse(calls, store, journal, identity, terms, engines, held, scratch, clock);
    this.places = new Semaphore(terms.places());
  }

  /** Begins: first with what was taken before. */
  public void start() throws IOException {
    for (Journal.Stage stage : List.of(Journal.Stage.SEALED, Journal.Stage.TAKEN)) {
      for (Journal.Entry entry : journal.in(stage)) {
        running.incrementAndGet();
        threads.execute(
            () -> {
              places.acquireUninterruptibly();
              go(entry);
            });
      }
    }
    claimer.setDaemon(true);
    claimer.start();
  }

  private void begin(Journal.Entry entry) {
    running.incrementAndGet();
    threads.execute(() -> go(entry));
  }

  /** A task waits for its scheduler as long as that is away. */
  private void go(Journal.Entry entry) {
    try (TaskLogging logging = TaskLogging.of(entry.order())) {
      Pause pause = new Pause();
      while (!closed) {
        try {
          course.go(journal.find(entry.order().task()).orElse(entry));
          return;
        } catch (IOException e) {
          LOG.warn("Task {} is tried again: {}", entry.order().task(), e.getMessage());
          pause.waitLonger();
        }
      }
    } catch (RuntimeException e) {
      LOG.error("Task {} is left: {}", entry.order().task(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.decrementAndGet();
      places.release();
    }
  }

  private void claim() {
    Pause pause = new Pause();
    try {
      while (!draining && !closed) {
        if (!terms.hours().contain(LocalTime.now(clock.withZone(ZoneId.systemDefault())))) {
          Thread.sleep(LONGEST_PAUSE);
          continue;
        }
        places.acquire();
        int free = 1 + places.drainPermits();
        int taken = 0;
        try {
          List<Order> orders = calls.post(Protocol.CLAIMS, request(free), Orders.class).orders();
          for (Order order : orders.subList(0, Math.min(free, orders.size()))) {
            if (journal.take(order)) {
              taken++;
              begin(journal.find(order.task()).orElseThrow());
            }
          }
          pause = new Pause();
        } catch (IOException e) {
          LOG.warn("Tasks are asked for again: {}", e.getMessage());
          pause.waitLonger();
        } finally {
          places.release(free - taken);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ClaimRequest request(int free) {
    return new ClaimRequest(
        free,
        terms.resources(),
        engine,
        "sha256:" + identity.image().hex(),
        terms.operators(),
        List.of(),
        held.list());
  }

  /** How many tasks are on their way. */
  public long running() {
    return running.get();
  }

  /** Claims no more; what was taken is done. */
  public void drain() {
    draining = true;
    claimer.interrupt();
  }

  /** Whether nothing is left to do after {@link #drain}. */
  public boolean isDrained() {
    return draining && running.get() == 0;
  }

  /** Ends all that runs; it is gone on with when the agent is started again. */
  @Override
  public void close() throws IOException {
    closed = true;
    claimer.interrupt();
    threads.shutdownNow();
    engines.close();
    try {
      threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
      claimer.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }

  /** Ever longer waits. */
  private static final class Pause {
    private long millis = FIRST_PAUSE;

    void waitLonger() throws InterruptedException {
      Thread.sleep(millis);
      millis = Math.min(LONGEST_PAUSE, 2 * millis);
    }
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.schemas.content.DagJson;

/**
 * How a scheduler bears many tasks and nodes that call it over HTTP from this process. Arguments:
 * tasks, nodes, tasks to be done before it ends.
 */
final class SchedulerLoad {
  private static final int BATCH = 500;
  private static final int HANDS = 8;

  private final SchedulerTrial trial;
  private final TrialRequester requester;
  private final Map<TaskId, Submission> tasks = new ConcurrentHashMap<>();
  private final ExecutorService hands = Executors.newFixedThreadPool(HANDS);
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean over;

  private SchedulerLoad(SchedulerTrial trial) {
    this.trial = trial;
    this.requester = trial.requester("requester");
  }

  public static void main(String[] arguments) throws Exception {
    int tasks = Integer.parseInt(arguments[0]);
    int nodes = Integer.parseInt(arguments[1]);
    int wanted = Integer.parseInt(arguments[2]);
    Path home = Files.createTempDirectory("scheduler-load");
    try (SchedulerTrial trial = new SchedulerTrial(home)) {
      new SchedulerLoad(trial).run(tasks, nodes, wanted);
    }
    System.exit(0);
  }

  private void run(int count, int nodes, int wanted) throws Exception {
    long start = System.nanoTime();
    for (int from = 0; from < count; from += BATCH) {
      List<Submission> batch = new ArrayList<>();
      for (int index = from; index < Math.min(count, from + BATCH); index++) {
        batch.add(requester.task(index, SchedulerTrial.SPARING));
      }
      for (Submission task : batch) {
        tasks.put(task.task(requester.account()), task);
        trial.keep(requester.blocks, task.derivation(), requester.account());
      }
      requester.send(batch.toArray(Submission[]::new));
    }
    say("%d tasks were submitted in %.1f s", count, seconds(start));
    Thread listener = new Thread(this::listen, "requester");
    listener.setDaemon(true);
    listener.start();
    long begun = System.nanoTime();
    for (int index = 0; index < nodes; index++) {
      claim(trial.node("node " + index));
    }
    say("%d nodes claim after %.1f s", nodes, seconds(begun));
    while (done.get() < wanted) {
      Thread.sleep(200);
      trial.market.newest.incrementAndGet();
    }
    say("%d tasks were done in %.1f s", done.get(), seconds(begun));
    over = true;
    Runtime runtime = Runtime.getRuntime();
    long peak = runtime.totalMemory() >> 20;
    System.gc();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    say("Heap: %d MiB at most taken, %d MiB live; %d threads", peak, used, Thread.activeCount());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void say(String words, Object... values) {
    System.out.println(String.format(Locale.ROOT, words, values));
  }

  private void claim(TrialNode node) {
    node.claim(1)
        .whenCompleteAsync(
            (orders, failure) -> {
              if (over) {
                return;
              }
              try {
                if (failure != null) {
                  throw new IOException(failure);
                }
                for (Order order : orders) {
                  node.perform(order);
                }
              } catch (IOException e) {
                e.printStackTrace();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              claim(node);
            },
            hands);
  }

  private void listen() {
    try {
      while (!over) {
        List<Promise> promises = new ArrayList<>();
        for (Event event : requester.events()) {
          if (event instanceof Event.Proposed proposed) {
            promises.add(requester.promise(tasks.get(proposed.task()), proposed.node()));
          } else if (event instanceof Event.Finished) {
            done.incrementAndGet();
          } else {
            say("%s", event);
          }
        }
        requester.caller.call("POST", Protocol.PROMISES, DagJson.write(new Promises(promises)));
      }
    } catch (IOException e) {
      e.printStackTrace();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

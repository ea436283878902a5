package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;
import net.neuralpro.schemas.content.DagJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler that is killed at any moment loses nothing and does nothing twice. */
class SchedulerKillIT {
  private static final long SEED = 11;
  private static final int TASKS = 60;

  @TempDir private Path home;
  private final Map<TaskId, List<Event>> ends = new ConcurrentHashMap<>();
  private volatile boolean over;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Something that is tried until a scheduler is there to answer. */
  private interface Attempt {
    void take() throws IOException, InterruptedException;
  }

  private void persist(Attempt attempt) throws InterruptedException {
    while (!over) {
      try {
        attempt.take();
        return;
      } catch (IOException | CompletionException e) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private void work(TrialNode node) {
    try {
      while (!over) {
        persist(
            () -> {
              for (Order order : TrialNode.await(node.claim(4))) {
                Made made = node.make(order);
                persist(() -> node.commit(order, made));
                persist(() -> node.upload(order, made));
                persist(() -> node.reveal(order, made));
              }
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(TrialRequester requester, Map<TaskId, Submission> tasks) {
    try {
      while (!over) {
        List<Promise> promises = new ArrayList<>();
        persist(
            () -> {
              for (Event event : requester.events()) {
                if (event instanceof Event.Proposed proposed) {
                  promises.add(requester.promise(tasks.get(proposed.task()), proposed.node()));
                } else {
                  ends.computeIfAbsent(event.task(), any -> new ArrayList<>()).add(event);
                }
              }
            });
        persist(
            () ->
                requester.caller.call(
                    "POST", Protocol.PROMISES, DagJson.write(new Promises(promises))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void survivesBeingKilledAtAnyMoment() throws Exception {
    Random random = new Random(SEED);
    int kills = Integer.getInteger("neural.kills", 6);
    int port = freePort();
    TrialWorld world =
        new TrialWorld(
            URI.create("http://127.0.0.1:" + port), new TrialMarket().domain(), Clock.systemUTC());
    TrialRequester requester = new TrialRequester(world, "requester");
    Map<TaskId, Submission> tasks = new ConcurrentHashMap<>();
    for (int index = 0; index < TASKS; index++) {
      Submission task = requester.task(index, SchedulerTrial.SPARING);
      tasks.put(task.task(requester.account()), task);
    }
    List<Thread> threads = new ArrayList<>();
    threads.add(new Thread(() -> listen(requester, tasks), "requester"));
    for (String name : SchedulerProcess.NODES) {
      TrialNode node = new TrialNode(world, name);
      threads.add(new Thread(() -> work(node), name));
    }
    Process process = SchedulerProcess.start(home, port);
    threads.forEach(Thread::start);
    Thread sender =
        new Thread(
            () -> {
              try {
                persist(() -> requester.send(tasks.values().toArray(Submission[]::new)));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "sender");
    sender.start();
    try {
      for (int kill = 0; kill < kills && ends.size() < TASKS; kill++) {
        int moment = 2000 + random.nextInt(3000);
        System.out.printf("Seed %d: the scheduler is killed after %d ms%n", SEED, moment);
        TimeUnit.MILLISECONDS.sleep(moment);
        process.destroyForcibly().waitFor();
        process = SchedulerProcess.start(home, port);
      }
      for (int wait = 0; wait < 600 && ends.size() < TASKS; wait++) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } finally {
      over = true;
      process.destroyForcibly().waitFor();
    }

    assertThat(ends.keySet()).isEqualTo(tasks.keySet());
    assertThat(ends.values())
        .allSatisfy(told -> assertThat(told).singleElement().isInstanceOf(Event.Finished.class));
    try (TaskLedger ledger = TaskLedger.open(home.resolve("ledger.db"))) {
      Set<TaskId> paid = new HashSet<>();
      for (Copy copy : ledger.owed(10 * TASKS)) {
        paid.add(copy.task());
      }
      assertThat(paid).isEqualTo(tasks.keySet());
    }
  }
}

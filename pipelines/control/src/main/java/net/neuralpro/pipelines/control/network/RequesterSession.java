package net.neuralpro.pipelines.control.network;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.LaterException;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A requester's talk with a scheduler: it submits tasks, sends what they are made from, signs for
 * the nodes that claim them, and hears what came of them. The key never leaves this process. A
 * scheduler that is away is asked again until {@code patience} is over; one that is full for as
 * long as it is.
 */
public final class RequesterSession implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RequesterSession.class);
  private static final int BATCH = 200;

  private final RequesterCalls calls;
  private final BlockStore store;
  private final ContributorKey key;
  private final Bid bid;
  private final AssignmentSigner signer;
  private final Duration patience;
  private final Clock clock;
  private final BlockingQueue<PendingTask> waiting = new LinkedBlockingQueue<>();
  private final Map<TaskId, PendingTask> pending = new ConcurrentHashMap<>();
  private final Map<TaskId, Event> told = new HashMap<>();
  private final Thread sender = thread("requester-sender", this::send);
  private final Thread listener = thread("requester-listener", this::listen);
  private volatile boolean closed;

  /**
   * A session.
   *
   * @param store where inputs are
   * @param domain of the network's {@code TaskEscrow}
   * @param patience how long a scheduler may be away before its tasks are given up
   */
  RequesterSession(
      RequesterCalls calls,
      BlockStore store,
      ContributorKey key,
      Domain domain,
      Bid bid,
      NodeAdmission admission,
      Duration patience,
      Clock clock) {
    this.calls = calls;
    this.store = store;
    this.key = key;
    this.bid = bid;
    this.signer = new AssignmentSigner(key, domain, admission);
    this.patience = patience;
    this.clock = clock;
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to talk. */
  RequesterSession start() {
    sender.start();
    listener.start();
    return this;
  }

  /**
   * What a network makes of a derivation, which is in the store with all of its inputs. That is its
   * end, or {@link Event.Unchecked}, whose end is heard by {@link #endOf}.
   *
   * @param nonce which task of this derivation; a later one after an earlier one failed
   * @param nodes who may see the inputs; absent if all nodes may
   * @throws IOException if the scheduler was away for too long, or this session was closed
   */
  Event end(Derivation derivation, Digest nonce, Optional<List<Address>> nodes)
      throws IOException, InterruptedException {
    Submission submission =
        new Submission(
            derivation.cid(),
            nonce,
            bid.price(),
            deadline(),
            bid.policy().cid(),
            bid.priority(),
            bid.limits(),
            nodes);
    TaskId task = submission.task(key.address());
    PendingTask mine = new PendingTask(task, submission);
    PendingTask known = pending.putIfAbsent(task, mine);
    if (known == null) {
      begin(mine);
    }
    return heard((known == null ? mine : known).news());
  }

  /** The end of a task of which something was heard already. */
  Event endOf(TaskId task) throws IOException, InterruptedException {
    PendingTask mine = pending.get(task);
    if (mine != null) {
      return heard(mine.end());
    }
    synchronized (told) {
      Event last = told.get(task);
      if (last == null || last instanceof Event.Unchecked) {
        throw new IOException("The session was closed");
      }
      return last;
    }
  }

  private static Event heard(CompletableFuture<Event> event)
      throws IOException, InterruptedException {
    try {
      return event.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), e);
    }
  }

  private long deadline() {
    return clock.instant().plus(bid.time()).getEpochSecond();
  }

  /** An event of an earlier session may have told of it already. */
  private void begin(PendingTask mine) {
    Event last;
    synchronized (told) {
      last = told.get(mine.task());
    }
    if (last != null) {
      mine.tell(last);
    }
    if (mine.end().isDone()) {
      pending.remove(mine.task());
    } else {
      waiting.add(mine);
    }
    if (closed) {
      giveUp(new IOException("The session was closed"));
    }
  }

  private void send() {
    List<PendingTask> batch = new ArrayList<>();
    try {
      while (!closed) {
        batch.add(waiting.take());
        waiting.drainTo(batch, BATCH - 1);
        submit(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(List<PendingTask> batch) throws InterruptedException {
    Patience left = new Patience(patience);
    while (!closed) {
      try {
        Submissions submissions =
            new Submissions(batch.stream().map(PendingTask::submission).distinct().toList());
        Missing missing = calls.submit(submissions);
        if (missing.blocks().isEmpty()) {
          return;
        }
        for (Cid block : missing.blocks()) {
          calls.put(block, DepthFirst.of(store, block));
        }
        left = new Patience(patience);
      } catch (LaterException e) {
        left = new Patience(patience);
        if (batch.size() > 1) {
          submit(batch.subList(0, batch.size() / 2));
          submit(batch.subList(batch.size() / 2, batch.size()));
          return;
        }
        LOG.debug("Task {} waits: {}", batch.get(0).task(), e.getMessage());
        Thread.sleep(e.pause().toMillis());
        batch.get(0).dueAt(deadline());
      } catch (IOException e) {
        if (left.isOver(e)) {
          batch.forEach(task -> giveUp(task, e));
          return;
        }
      }
    }
  }

  private void listen() {
    long last = 0;
    Patience left = new Patience(patience);
    try {
      while (!closed) {
        try {
          List<Event> events = calls.events(last).events();
          left = new Patience(patience);
          answer(events);
          last = events.isEmpty() ? last : events.get(events.size() - 1).number();
        } catch (IOException e) {
          if (left.isOver(e)) {
            giveUp(e);
            left = new Patience(patience);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(List<Event> events) throws IOException, InterruptedException {
    Map<TaskId, Map<Address, Promise>> promises = new LinkedHashMap<>();
    for (Event event : events) {
      if (event instanceof Event.Proposed proposed) {
        PendingTask task = pending.get(proposed.task());
        if (task != null) {
          promises
              .computeIfAbsent(task.task(), any -> new LinkedHashMap<>())
              .put(proposed.node(), signer.promise(task, proposed.node()));
        }
      } else {
        tell(event);
      }
    }
    List<Promise> all = promises.values().stream().flatMap(each -> each.values().stream()).toList();
    for (int from = 0; from < all.size(); from += Protocol.MAX_ITEMS) {
      calls.promise(
          new Promises(all.subList(from, Math.min(all.size(), from + Protocol.MAX_ITEMS))));
    }
  }

  private void tell(Event event) {
    synchronized (told) {
      told.put(event.task(), event);
    }
    PendingTask task = pending.get(event.task());
    if (task != null) {
      task.tell(event);
      if (task.end().isDone()) {
        pending.remove(event.task());
      }
    }
  }

  private void giveUp(IOException why) {
    pending.values().forEach(task -> giveUp(task, why));
  }

  private void giveUp(PendingTask task, IOException why) {
    pending.remove(task.task(), task);
    task.fail(why);
  }

  @Override
  public void close() {
    closed = true;
    sender.interrupt();
    listener.interrupt();
    giveUp(new IOException("The session was closed"));
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.SignedAssignment;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Events;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Orders;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requesters' tasks to nodes and their outcomes back. What it said stays true whatever ends:
 * the ledger has it before it is said. Safe for several threads.
 */
public final class Scheduler implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

  /** How many tasks are looked at, at most, for those that fit a node. */
  private static final int IN_SIGHT = 20_000;

  /** How often, in ticks, what the queue may have lost is offered anew. */
  private static final int OFFER_TICKS = 100;

  /** How often, in seconds, it is forgotten who brought old blocks. */
  private static final long FORGETTING = 3600;

  /** How often, in ticks, nodes that wait are looked at again. */
  private static final int LOOK_TICKS = 8;

  private static final int BITS_OF_A_PRICE = 96;
  private static final int MOST_DOUBLINGS = 7;

  private final Desk desk;
  private final Supply supply;
  private final Dispatch dispatch;
  private final Durations durations;
  private final Course course;
  private final NodeCalls nodeCalls;
  private final OwnChecks ownChecks;
  private final Map<Address, Map<TaskId, Long>> untaken = new HashMap<>();
  private final SortedSet<Due> deadlines = new TreeSet<>();

  /** How often nobody answered a proposal for a task: it rests longer each time. */
  private final Map<TaskId, Integer> lapses = new HashMap<>();

  private final SortedSet<Due> resting = new TreeSet<>();

  /** A block that a task lacks, of those that are looked at first. */
  private final Map<TaskId, Cid> lacked = new ConcurrentHashMap<>();

  private long ticks;
  private long forgotten;

  /** When a task's time is over. */
  private record Due(long time, TaskId task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int first = Long.compare(time, other.time);
      return first != 0 ? first : task.compareTo(other.task);
    }
  }

  private Scheduler(Desk desk, WorkQueue queue) {
    this.desk = desk;
    this.supply = new Supply(queue, desk.time());
    this.dispatch = new Dispatch(desk);
    this.durations = new Durations(desk.time());
    this.course = new Course(desk, dispatch, supply, durations);
    this.nodeCalls = new NodeCalls(desk, course, durations, this);
    this.ownChecks = new OwnChecks(desk, course, this);
  }

  /**
   * Opens the scheduler of a ledger, which goes on where it ended.
   *
   * @param file of the ledger
   * @param store where blocks are; must stay open as long as this is
   * @param staging a folder on a disk that has room for what is uploaded at once
   * @param queue the order in which tasks are looked at; closed by whoever opened it
   * @param bounds of what it keeps for one requester
   */
  public static Scheduler open(
      Path file,
      BlockStore store,
      Path staging,
      Market market,
      WorkQueue queue,
      Timing timing,
      Bounds bounds,
      InstantSource time)
      throws IOException {
    TaskLedger ledger = TaskLedger.open(file);
    Contents contents = new Contents(store, staging, ledger.owners(), bounds, time);
    Desk desk = new Desk(ledger, contents, market, new Bells(), timing, bounds, time);
    Scheduler scheduler = new Scheduler(desk, queue);
    scheduler.resume();
    return scheduler;
  }

  private synchronized void resume() throws IOException {
    for (Copy copy : desk.ledger().copies(State.ASSIGNED)) {
      untaken.computeIfAbsent(copy.node(), any -> new LinkedHashMap<>()).put(copy.task(), 0L);
    }
    for (Task.State state : List.of(Task.State.INCOMPLETE, Task.State.OPEN)) {
      for (Task task : desk.ledger().tasks(state)) {
        deadlines.add(new Due(task.submission().deadline(), task.id()));
        if (state == Task.State.OPEN) {
          supply.offer(task);
        }
      }
    }
    feed();
  }

  /** The parts that calls of nodes are made of. */
  public NodeCalls nodes() {
    return nodeCalls;
  }

  /** What requesters say of results that no node can check. */
  public OwnChecks checks() {
    return ownChecks;
  }

  /** What the chain says. */
  public Market market() {
    return desk.market();
  }

  /** What rings when a requester is told something. */
  public CompletableFuture<Void> nextEvent(Address requester) {
    return desk.bells().next(Topics.events(requester));
  }

  /** What rings when a node is given an order. */
  public CompletableFuture<Void> nextOrder(Address node) {
    return desk.bells().next(Topics.orders(node));
  }

  /** What rings when a task gets to another stage. */
  public CompletableFuture<Void> nextStage(TaskId task) {
    return desk.bells().next(Topics.stage(task));
  }

  /**
   * Takes tasks, and says which blocks are missing.
   *
   * @throws SchedulerException SCHEDULER-TASK, SCHEDULER-DERIVATION or SCHEDULER-POLICY if one
   *     cannot be done, SCHEDULER-FULL if the requester has too many; then none is taken that was
   *     not here before
   */
  public Missing submit(Address requester, Submissions submissions) throws IOException {
    requireRoom(requester, submissions.tasks());
    Set<Cid> missing = new LinkedHashSet<>();
    Map<Submission, Boolean> complete = new LinkedHashMap<>();
    Map<TaskId, Cid> lacks = new HashMap<>();
    for (Submission submission : submissions.tasks()) {
      require(submission);
      List<Cid> lacking =
          desk.contents().missing(requester, submission.derivation(), submission.policy());
      missing.addAll(lacking);
      if (lacking.isEmpty()) {
        desk.contents().derivation(submission.derivation());
        desk.contents().policy(submission.policy());
      }
      complete.put(submission, lacking.isEmpty());
      if (!lacking.isEmpty()) {
        lacks.put(submission.task(requester), lacking.get(0));
      }
    }
    synchronized (this) {
      requireRoom(requester, complete.keySet());
      lacked.putAll(lacks);
      List<Task> ready = new ArrayList<>();
      desk.ledger()
          .whole(
              () -> {
                for (Map.Entry<Submission, Boolean> each : complete.entrySet()) {
                  put(Task.of(requester, each.getKey()), each.getValue()).ifPresent(ready::add);
                }
                return ready;
              });
      dispatch.heard(requester);
      ready.forEach(supply::offer);
      feed();
      for (Submission submission : complete.keySet()) {
        TaskId task = submission.task(requester);
        if (lapses.remove(task) != null) {
          course.advance(task);
        }
      }
    }
    return new Missing(missing.stream().limit(1000).toList());
  }

  private void requireRoom(Address requester, Collection<Submission> tasks) throws IOException {
    long fresh = 0;
    for (Submission each : tasks) {
      fresh += desk.ledger().task(each.task(requester)).isEmpty() ? 1 : 0;
    }
    if (fresh > 0 && desk.ledger().unfinished(requester) + fresh > desk.bounds().tasks()) {
      throw new SchedulerException(
          Kind.BUSY,
          "SCHEDULER-FULL",
          "Cannot take more than %d unfinished tasks of %s; try again when some have ended"
              .formatted(desk.bounds().tasks(), requester));
    }
  }

  private void require(Submission submission) throws SchedulerException {
    if (submission.deadline() <= desk.now()) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-TASK", "Cannot do a task whose deadline is over");
    }
    if (submission.price().amount().bitLength() > BITS_OF_A_PRICE) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-TASK", "Cannot settle a price of more than 96 bits");
    }
  }

  /** Writes a task down; gives it if it may be offered now and might not before. */
  private Optional<Task> put(Task fresh, boolean complete) throws IOException {
    Optional<Task> known = desk.ledger().task(fresh.id());
    if (known.isPresent() && !known.get().isUnfinished()) {
      return Optional.empty();
    }
    Task task = known.map(before -> before.with(fresh.submission())).orElse(fresh);
    boolean opens = complete && task.state() == Task.State.INCOMPLETE;
    Task now = opens ? task.with(Task.State.OPEN) : task;
    if (known.isEmpty() || !now.equals(known.get())) {
      desk.ledger().put(now);
      deadlines.add(new Due(now.submission().deadline(), now.id()));
    }
    if (opens) {
      lacked.remove(now.id());
    }
    return opens ? Optional.of(now) : Optional.empty();
  }

  /** Takes a requester's blocks, all or none; tasks that waited for them may be done then. */
  public void put(Address requester, InputStream car) throws IOException {
    desk.contents().take(requester, car);
    List<Task> waiting;
    synchronized (this) {
      dispatch.heard(requester);
      waiting =
          desk.ledger().tasks(Task.State.INCOMPLETE).stream()
              .filter(task -> task.requester().equals(requester))
              .toList();
    }
    for (Task task : waiting) {
      @Nullable Cid lacking = lacked.get(task.id());
      if (lacking == null || desk.contents().has(requester, lacking)) {
        Submission submission = task.submission();
        List<Cid> missing =
            desk.contents().missing(requester, submission.derivation(), submission.policy());
        if (missing.isEmpty()) {
          complete(task.id());
        } else {
          lacked.put(task.id(), missing.get(0));
        }
      }
    }
  }

  private synchronized void complete(TaskId id) throws IOException {
    lacked.remove(id);
    Optional<Task> task = desk.ledger().task(id);
    if (task.isEmpty() || task.get().state() != Task.State.INCOMPLETE) {
      return;
    }
    try {
      desk.contents().derivation(task.get().submission().derivation());
      desk.contents().policy(task.get().submission().policy());
    } catch (SchedulerException e) {
      desk.ledger()
          .whole(
              () -> {
                course.fail(task.get(), List.of(), e.rule(), String.valueOf(e.getMessage()));
                return id;
              });
      return;
    }
    Task open = task.get().with(Task.State.OPEN);
    desk.ledger().put(open);
    supply.offer(open);
    feed();
  }

  /** Takes what comes next out of the queue. */
  private void feed() throws IOException {
    for (TaskId task : supply.take(IN_SIGHT - dispatch.wanted())) {
      Optional<Task> known = desk.ledger().task(task);
      if (known.isEmpty() || !known.get().isUnfinished()) {
        supply.end(task);
      } else {
        course.advance(task);
      }
    }
  }

  /** What a requester was told after a number. */
  public Events events(Address requester, long after) throws IOException {
    synchronized (this) {
      dispatch.heard(requester);
    }
    List<Event> events = desk.ledger().events(requester, after, 1000);
    return new Events(events);
  }

  /** Takes a requester's answers to what was proposed. */
  public synchronized void promise(Address requester, Promises promises) throws IOException {
    dispatch.heard(requester);
    Set<Address> ordered = new LinkedHashSet<>();
    Set<TaskId> refused = new LinkedHashSet<>();
    desk.ledger()
        .whole(
            () -> {
              for (Promise promise : promises.promises()) {
                Optional<Task> task = desk.ledger().task(promise.task());
                Optional<Copy> copy = desk.ledger().copy(promise.task(), promise.node());
                if (task.isPresent()
                    && copy.isPresent()
                    && task.get().requester().equals(requester)
                    && copy.get().state() == State.PROPOSED) {
                  answer(task.get(), copy.get(), promise, ordered, refused);
                }
              }
              return promises;
            });
    for (TaskId task : refused) {
      course.advance(task);
    }
    ordered.forEach(node -> desk.bells().ring(Topics.orders(node)));
  }

  private void answer(
      Task task, Copy copy, Promise promise, Set<Address> ordered, Set<TaskId> refused)
      throws IOException {
    long now = desk.now();
    if (promise.signature().isEmpty()) {
      desk.ledger().put(copy.refused(now));
      refused.add(task.id());
      return;
    }
    Submission terms = task.submission();
    Copy.Promise signed =
        new Copy.Promise(
            terms.price(),
            terms.deadline(),
            Digest.of(terms.policy().digest()),
            promise.signature().get());
    SignedAssignment assignment =
        new SignedAssignment(
            new Assignment(
                task.id(),
                task.requester(),
                copy.node(),
                signed.price().amount(),
                signed.deadline(),
                signed.policy()),
            signed.signature());
    if (!assignment.isGenuine(desk.market().domain())) {
      throw new SchedulerException(
          Kind.BAD,
          "SCHEDULER-PROMISE",
          "Cannot take the promise for task %s: %s did not sign what was asked for"
              .formatted(task.id(), task.requester()));
    }
    lapses.remove(task.id());
    long commitBy = Math.min(terms.deadline(), now + Math.max(1, (terms.deadline() - now) / 2));
    desk.ledger().put(copy.assigned(now, signed, commitBy));
    untaken.computeIfAbsent(copy.node(), any -> new LinkedHashMap<>()).put(task.id(), 0L);
    ordered.add(copy.node());
  }

  /** A node wants tasks. */
  public synchronized void claim(Node node, ClaimRequest claim) throws IOException {
    int outstanding = 0;
    for (Copy copy : desk.ledger().copies(State.PROPOSED)) {
      outstanding += copy.node().equals(node.account()) ? 1 : 0;
    }
    dispatch.claim(node, claim, outstanding);
  }

  /** A node does not wait for what it claimed any more. */
  public synchronized void leave(Address node, ClaimRequest claim) {
    dispatch.leave(node, claim);
  }

  /** The orders of a node that it has not taken up. */
  public synchronized Orders orders(Address node, int most) throws IOException {
    long now = desk.now();
    List<Order> orders = new ArrayList<>();
    Map<TaskId, Long> mine = untaken.getOrDefault(node, Map.of());
    for (TaskId id : List.copyOf(mine.keySet())) {
      Optional<Copy> copy = desk.ledger().copy(id, node);
      if (copy.isEmpty() || copy.get().state() != State.ASSIGNED) {
        mine.remove(id);
      } else if (orders.size() < most
          && mine.getOrDefault(id, 0L) + desk.timing().repeat().toSeconds() <= now) {
        mine.put(id, now);
        orders.add(order(desk.ledger().task(id).orElseThrow(), copy.get()));
      }
    }
    return new Orders(orders);
  }

  private static Order order(Task task, Copy copy) {
    Copy.Promise promise = copy.promise().orElseThrow();
    return new Order(
        task.submission().derivation(),
        task.submission().nonce(),
        task.requester(),
        copy.node(),
        promise.price(),
        promise.deadline(),
        promise.policy(),
        promise.signature(),
        copy.commitBy(),
        task.submission().limits());
  }

  /** A node has taken an order up. */
  synchronized void taken(TaskId task, Address node) {
    Map<TaskId, Long> mine = untaken.get(node);
    if (mine != null) {
      mine.remove(task);
      if (mine.isEmpty()) {
        untaken.remove(node);
      }
    }
  }

  /** A block that the caller may see. */
  public Block block(Address caller, TaskId id, Cid cid) throws IOException {
    Task task = desk.ledger().task(id).orElseThrow(() -> absent("task " + id));
    Optional<Block> block = Optional.empty();
    if (task.requester().equals(caller) && task.outcome().isPresent()) {
      block = desk.contents().reached(task.outcome().get(), cid);
    }
    Optional<Copy> copy = desk.ledger().copy(id, caller);
    if (block.isEmpty() && copy.filter(Copy::isHeld).isPresent()) {
      taken(id, caller);
      block = desk.contents().reached(task.submission().derivation(), cid);
    }
    return block.orElseThrow(() -> absent("block %s of task %s".formatted(cid, id)));
  }

  static SchedulerException absent(String what) {
    return new SchedulerException(
        Kind.ABSENT,
        "SCHEDULER-ABSENT",
        "Cannot find %s, or it is not for the caller".formatted(what));
  }

  /** Does what time has come for. Called a few times each second. */
  public synchronized void tick() throws IOException {
    ticks++;
    supply.renew();
    if (ticks % OFFER_TICKS == 0) {
      for (Task task : desk.ledger().tasks(Task.State.OPEN)) {
        if (!supply.has(task.id())) {
          supply.offer(task);
        }
      }
    }
    feed();
    Set<TaskId> moved = new LinkedHashSet<>();
    lapse(moved);
    while (!resting.isEmpty() && resting.first().time() < desk.now()) {
      moved.add(resting.first().task());
      resting.remove(resting.first());
    }
    while (!deadlines.isEmpty() && deadlines.first().time() < desk.now()) {
      moved.add(deadlines.first().task());
      lacked.remove(deadlines.first().task());
      lapses.remove(deadlines.first().task());
      deadlines.remove(deadlines.first());
    }
    for (Copy copy : desk.ledger().copies(State.REVEALED)) {
      moved.add(copy.task());
    }
    for (TaskId task : moved) {
      try {
        course.advance(task);
      } catch (SchedulerException e) {
        LOG.warn("Task {} goes on later: {}", task, e.getMessage());
      }
    }
    if (forgotten + FORGETTING <= desk.now()) {
      forgotten = desk.now();
      desk.contents().forget();
    }
    if (ticks % LOOK_TICKS == 0) {
      dispatch.look();
    }
  }

  /** Ends what came too late. */
  private void lapse(Set<TaskId> moved) throws IOException {
    long now = desk.now();
    for (Copy copy : desk.ledger().copies(State.PROPOSED)) {
      if (copy.since() + desk.timing().proposal().toSeconds() < now) {
        desk.ledger().remove(copy);
        int times = lapses.merge(copy.task(), 1, Integer::sum);
        if (times == 1) {
          moved.add(copy.task());
        } else {
          long rest = desk.timing().proposal().toSeconds() << Math.min(times, MOST_DOUBLINGS);
          resting.add(new Due(now + rest, copy.task()));
        }
      }
    }
    for (Copy copy : desk.ledger().copies(State.ASSIGNED)) {
      if (copy.commitBy() < now) {
        withhold(copy, "It put no result down in time");
        moved.add(copy.task());
      } else {
        Task task = desk.ledger().task(copy.task()).orElseThrow();
        String operator = desk.contents().derivation(task.submission().derivation()).operator();
        if (task.state() == Task.State.OPEN && durations.isSlow(operator, copy)) {
          moved.add(copy.task());
        }
      }
    }
    for (Copy copy : desk.ledger().copies(State.SEALED)) {
      if (nodeCalls.revealBy(copy).filter(by -> by < now).isPresent()) {
        withhold(copy, "It did not show what it had put down in time");
        moved.add(copy.task());
      }
    }
  }

  private void withhold(Copy copy, String reason) throws IOException {
    Task task = desk.ledger().task(copy.task()).orElseThrow();
    desk.ledger()
        .whole(
            () -> {
              course.judge(task, copy, Verdict.WITHHELD, reason);
              return copy;
            });
  }

  @Override
  public synchronized void close() throws IOException {
    desk.ledger().close();
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Events;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.Orders;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * Brings requesters' tasks to nodes and their outcomes back. What it said stays true whatever ends:
 * the ledger has it before it is said. Safe for several threads.
 */
public final class Scheduler implements Closeable {
  private final Desk desk;
  private final Supply supply;
  private final Dispatch dispatch;
  private final Feed feed;
  private final Deadlines deadlines = new Deadlines();
  private final Intake intake;
  private final Assignments assignments;
  private final NodeCalls nodeCalls;
  private final OwnChecks ownChecks;
  private final Watch watch;

  private Scheduler(Desk desk, WorkQueue queue) {
    this.desk = desk;
    this.supply = new Supply(queue, desk.time());
    this.dispatch = new Dispatch(desk);
    Durations durations = new Durations(desk.time());
    Lapses lapses = new Lapses();
    Verdicts verdicts = new Verdicts(desk, dispatch, supply);
    Examination examination = new Examination(desk, dispatch, verdicts);
    Course course = new Course(desk, dispatch, durations, verdicts, examination);
    this.feed = new Feed(desk, supply, dispatch, course);
    this.intake =
        new Intake(desk, supply, feed, dispatch, course, verdicts, deadlines, lapses, this);
    this.assignments = new Assignments(desk, dispatch, course, lapses);
    this.nodeCalls = new NodeCalls(desk, course, verdicts, durations, this);
    this.ownChecks = new OwnChecks(desk, examination, this);
    this.watch =
        new Watch(
            desk, supply, feed, dispatch, durations, course, verdicts, intake, nodeCalls, deadlines,
            lapses);
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
    Contents contents = new Contents(store, ledger.owners(), bounds, time);
    Uploads uploads = new Uploads(contents, staging, ledger.owners(), bounds, time);
    Desk desk = new Desk(ledger, contents, uploads, market, new Bells(), timing, bounds, time);
    Scheduler scheduler = new Scheduler(desk, queue);
    scheduler.resume();
    return scheduler;
  }

  private synchronized void resume() throws IOException {
    for (Copy copy : desk.ledger().copies(State.ASSIGNED)) {
      assignments.add(copy.task(), copy.node());
    }
    for (Task.State state : List.of(Task.State.INCOMPLETE, Task.State.OPEN)) {
      for (Task task : desk.ledger().tasks(state)) {
        deadlines.add(task.id(), task.submission().deadline());
        if (state == Task.State.OPEN) {
          supply.offer(task);
        }
      }
    }
    feed.next();
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
    return intake.submit(requester, submissions);
  }

  /** Takes a requester's blocks, all or none; tasks that waited for them may be done then. */
  public void put(Address requester, InputStream car) throws IOException {
    intake.put(requester, car);
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
    assignments.promise(requester, promises);
  }

  /** A node wants tasks. */
  public synchronized void claim(Node node, ClaimRequest claim) throws IOException {
    assignments.claim(node, claim);
  }

  /** A node does not wait for what it claimed any more. */
  public synchronized void leave(Address node, ClaimRequest claim) {
    dispatch.leave(node, claim);
  }

  /** The orders of a node that it has not taken up. */
  public synchronized Orders orders(Address node, int most) throws IOException {
    return assignments.orders(node, most);
  }

  /** A node has taken an order up. */
  synchronized void taken(TaskId task, Address node) {
    assignments.taken(task, node);
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
    watch.tick();
  }

  @Override
  public synchronized void close() throws IOException {
    desk.ledger().close();
  }
}

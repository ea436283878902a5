package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.SignedAssignment;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Orders;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What nodes are promised and told to do. A node is told of an order again until it takes it up.
 * Used by one thread at a time.
 */
final class Assignments {
  private final Desk desk;
  private final Dispatch dispatch;
  private final Course course;
  private final Lapses lapses;
  private final Map<Address, Map<TaskId, Long>> untaken = new HashMap<>();

  Assignments(Desk desk, Dispatch dispatch, Course course, Lapses lapses) {
    this.desk = desk;
    this.dispatch = dispatch;
    this.course = course;
    this.lapses = lapses;
  }

  /** A node has an order that it may not know of. */
  void add(TaskId task, Address node) {
    untaken.computeIfAbsent(node, any -> new LinkedHashMap<>()).put(task, 0L);
  }

  /** Takes a requester's answers to what was proposed. */
  void promise(Address requester, Promises promises) throws IOException {
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
    lapses.end(task.id());
    long commitBy = Math.min(terms.deadline(), now + Math.max(1, (terms.deadline() - now) / 2));
    desk.ledger().put(copy.assigned(now, signed, commitBy));
    add(task.id(), copy.node());
    ordered.add(copy.node());
  }

  /** A node wants tasks. */
  void claim(Node node, ClaimRequest claim) throws IOException {
    int outstanding = 0;
    for (Copy copy : desk.ledger().copies(State.PROPOSED)) {
      outstanding += copy.node().equals(node.account()) ? 1 : 0;
    }
    dispatch.claim(node, claim, outstanding);
  }

  /** The orders of a node that it has not taken up. */
  Orders orders(Address node, int most) throws IOException {
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
  void taken(TaskId task, Address node) {
    Map<TaskId, Long> mine = untaken.get(node);
    if (mine != null) {
      mine.remove(task);
      if (mine.isEmpty()) {
        untaken.remove(node);
      }
    }
  }
}

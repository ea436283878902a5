package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.verification.Draws.Candidate;
import net.neuralpro.pipelines.control.verification.Exposure;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * Brings tasks and nodes together: a node that fits is proposed to the task's requester, who
 * promises its pay or refuses it. Used by one thread at a time.
 */
final class Dispatch {
  /** What a whole unit of stake is, in the token's smallest unit. */
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  private final Desk desk;
  private final OpenTasks open = new OpenTasks();
  private final Map<Address, Waiting> waiting = new LinkedHashMap<>();
  private final Map<Address, Seen> nodes = new HashMap<>();
  private final Map<Address, Instant> requesters = new HashMap<>();

  Dispatch(Desk desk) {
    this.desk = desk;
  }

  /** What a node last claimed. */
  private record Seen(ClaimRequest claim, Instant time) {}

  /** A node that waits for tasks. */
  private static final class Waiting {
    private final Address node;
    private final ClaimRequest claim;
    private final Set<Cid> held;
    private final BigInteger stake;
    private BigInteger unsettled;
    private int places;

    private Waiting(Node node, ClaimRequest claim, BigInteger unsettled, int places) {
      this.node = node.account();
      this.claim = claim;
      this.held = Set.copyOf(claim.held());
      this.stake = node.stake();
      this.unsettled = unsettled;
      this.places = places;
    }
  }

  /** A requester is there; if it was away, its tasks are brought to those who wait. */
  void heard(Address requester) throws IOException {
    Instant before = requesters.put(requester, desk.time().instant());
    if (before == null || !isThere(before)) {
      look();
    }
  }

  private boolean isThere(Instant last) {
    return last.plus(desk.timing().presence()).isAfter(desk.time().instant());
  }

  /**
   * A node wants tasks, and is proposed for those that fit.
   *
   * @param outstanding proposals of it that are not answered
   */
  void claim(Node node, ClaimRequest claim, int outstanding) throws IOException {
    nodes.put(node.account(), new Seen(claim, desk.time().instant()));
    Waiting here =
        new Waiting(
            node,
            claim,
            desk.ledger().unsettled(node.account()),
            Math.max(0, claim.places() - outstanding));
    waiting.put(node.account(), here);
    fill(here);
  }

  /** A node does not wait any more, unless it claimed again meanwhile. */
  void leave(Address node, ClaimRequest claim) {
    Waiting last = waiting.get(node);
    if (last != null && last.claim == claim) {
      waiting.remove(node);
    }
  }

  /** Looks again at the nodes that wait: who was away may be there now. */
  void look() throws IOException {
    for (Waiting node : waiting.values()) {
      if (node.places > 0) {
        node.unsettled = desk.ledger().unsettled(node.node);
        fill(node);
      }
    }
  }

  private void fill(Waiting node) throws IOException {
    desk.ledger()
        .whole(
            () -> {
              while (node.places > 0) {
                Optional<OpenTask> next = open.next(task -> admits(node, task), node.held);
                if (next.isEmpty()) {
                  break;
                }
                propose(node, next.get());
              }
              return node;
            });
  }

  private boolean admits(Waiting node, OpenTask task) {
    Instant heard = requesters.get(task.requester());
    return task.fits(node.node, node.claim)
        && heard != null
        && isThere(heard)
        && task.deadline() > desk.now()
        && Exposure.admits(node.stake, task.policy().floor(), node.unsettled, task.price());
  }

  private void propose(Waiting node, OpenTask task) throws IOException {
    propose(task, node.node, Copy.Role.WORK);
    open.served(task);
    task.bar(node.node);
    node.places--;
    node.unsettled = node.unsettled.add(task.price());
    if (task.wanted() == 1) {
      open.remove(task.id());
    } else {
      task.want(task.wanted() - 1);
    }
  }

  private void propose(OpenTask task, Address node, Copy.Role role) throws IOException {
    desk.ledger()
        .whole(
            () -> {
              desk.ledger().put(Copy.proposed(task.id(), node, role, desk.now()));
              desk.ledger()
                  .tell(task.requester(), number -> new Event.Proposed(number, task.id(), node));
              return task;
            });
    desk.bells().ring(Topics.events(task.requester()));
  }

  /** So many more nodes are wanted for a task; those who wait are proposed at once. */
  void want(OpenTask task, int count) throws IOException {
    open.remove(task.id());
    if (count < 1) {
      return;
    }
    task.want(count);
    open.add(task);
    for (int place = 0; place < count; place++) {
      Optional<Waiting> best =
          waiting.values().stream()
              .filter(node -> node.places > 0 && admits(node, task))
              .reduce((one, other) -> task.held(other.held) > task.held(one.held) ? other : one);
      if (best.isEmpty()) {
        return;
      }
      propose(best.get(), task);
    }
  }

  /** No more nodes are wanted for a task. */
  void drop(TaskId task) {
    open.remove(task);
  }

  /** Tasks for which nodes are wanted. */
  int wanted() {
    return open.size();
  }

  /** Who may be drawn to do a task again: nodes that claim, and fit. */
  List<Candidate> candidates(OpenTask task) throws IOException {
    Map<Address, Node> enrolled = desk.market().nodes();
    List<Candidate> all = new ArrayList<>();
    for (Map.Entry<Address, Seen> each : nodes.entrySet()) {
      Node node = enrolled.get(each.getKey());
      if (node != null
          && isThere(each.getValue().time())
          && task.fits(each.getKey(), each.getValue().claim())
          && Exposure.admits(
              node.stake(),
              task.policy().floor(),
              desk.ledger().unsettled(each.getKey()),
              task.price())) {
        all.add(
            new Candidate(
                each.getKey(), node.enrolled(), node.stake().divide(UNIT).longValueExact()));
      }
    }
    return all;
  }

  /** Asks a node that was drawn. */
  void check(OpenTask task, Address node) throws IOException {
    propose(task, node, Copy.Role.CHECK);
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.Role;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Checking;
import net.neuralpro.pipelines.control.verification.Credibility;
import net.neuralpro.pipelines.control.verification.Credibility.Vote;
import net.neuralpro.pipelines.control.verification.Draws;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Trust;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * What comes next for a task: more nodes, a draw, a check, a verdict, an end. It is told from the
 * ledger alone, so that nothing is lost between two steps. Used by one thread at a time.
 */
final class Course {
  /** Nodes that may say something of one task, at most, before it is left to its requester. */
  private static final int VOICES = 15;

  private final Desk desk;
  private final Dispatch dispatch;
  private final Supply supply;
  private final Durations durations;

  Course(Desk desk, Dispatch dispatch, Supply supply, Durations durations) {
    this.desk = desk;
    this.dispatch = dispatch;
    this.supply = supply;
    this.durations = durations;
  }

  /** A task with all that is known of it. */
  private record Case(Task task, OpenTask open, List<Copy> copies) {
    List<Copy> of(Role role, State state) {
      return copies.stream().filter(copy -> copy.role() == role && copy.state() == state).toList();
    }

    Policy policy() {
      return open.policy();
    }

    int places() {
      return policy() instanceof Policy.Replicated replicated ? replicated.places() : 1;
    }
  }

  /** Does what can be done now for a task. */
  void advance(TaskId id) throws IOException {
    Optional<Task> found = desk.ledger().task(id);
    if (found.isPresent()) {
      desk.ledger()
          .whole(
              () -> {
                advance(found.get());
                return id;
              });
    }
  }

  private void advance(Task task) throws IOException {
    List<Copy> copies = desk.ledger().copies(task.id());
    switch (task.state()) {
      case INCOMPLETE -> {
        if (isLate(task)) {
          fail(task, copies, "SCHEDULER-DEADLINE", "Its blocks did not come in time");
        }
      }
      case OPEN -> {
        OpenTask open =
            new OpenTask(
                task,
                desk.contents().derivation(task.submission().derivation()),
                desk.contents().policy(task.submission().policy()));
        copies.forEach(copy -> open.bar(copy.node()));
        advance(new Case(task, open, copies));
      }
      case FINISHED -> {
        for (Copy copy : copies) {
          if (copy.state() == State.REVEALED) {
            boolean same = copy.output().equals(task.outcome());
            judge(task, copy, same ? Verdict.ACCEPTED : Verdict.CONTRADICTED, "");
          }
        }
      }
      case FAILED -> {
        for (Copy copy : copies) {
          if (copy.state() == State.REVEALED) {
            desk.ledger().put(copy.givenUp(desk.now(), "The task had failed before"));
          }
        }
      }
    }
  }

  private boolean isLate(Task task) {
    return desk.now() > task.submission().deadline();
  }

  private void advance(Case now) throws IOException {
    List<Copy> shown = now.of(Role.WORK, State.REVEALED);
    Optional<Cid> believed = believed(now, shown);
    if (believed.isPresent()) {
      dispatch.drop(now.task().id());
      examine(now, shown, believed.get());
      return;
    }
    long lost = now.copies().stream().filter(Copy::isLost).count();
    if (lost >= desk.timing().tries()) {
      String reasons =
          now.copies().stream()
              .filter(Copy::isLost)
              .map(Copy::reason)
              .filter(reason -> !reason.isEmpty())
              .distinct()
              .collect(Collectors.joining("; "));
      fail(
          now.task(),
          now.copies(),
          "SCHEDULER-GIVEN-UP",
          "%d nodes could not do it: %s".formatted(lost, reasons));
    } else if (isLate(now.task())) {
      if (now.of(Role.WORK, State.SEALED).isEmpty()) {
        fail(now.task(), now.copies(), "SCHEDULER-DEADLINE", "No node was ready in time");
      } else {
        dispatch.drop(now.task().id());
      }
    } else {
      dispatch.want(now.open(), needed(now, shown.size()));
    }
  }

  /** Nodes beside those that were asked. */
  private int needed(Case now, int shown) {
    List<Copy> asked =
        now.copies().stream()
            .filter(copy -> copy.role() == Role.WORK && copy.state().isOpen())
            .toList();
    boolean isSlow = asked.stream().anyMatch(copy -> durations.isSlow(now.open().operator(), copy));
    int places = shown >= now.places() ? Math.min(VOICES, shown + 1) : now.places();
    return places + (isSlow ? 1 : 0) - asked.size();
  }

  /** The outcome that stands unless a check says otherwise. */
  private Optional<Cid> believed(Case now, List<Copy> shown) throws IOException {
    if (shown.size() < now.places()) {
      return Optional.empty();
    }
    if (now.policy() instanceof Policy.Replicated replicated) {
      List<Vote> votes = new ArrayList<>();
      for (Copy copy : shown) {
        votes.add(
            new Vote(
                desk.ledger().trust(now.task().requester(), copy.node()),
                copy.output().orElseThrow()));
      }
      return Credibility.believed(votes, replicated.level());
    }
    return shown.get(0).output();
  }

  private void examine(Case now, List<Copy> shown, Cid believed) throws IOException {
    long sealedIn = shown.stream().mapToLong(Copy::sealedIn).max().orElseThrow();
    Optional<FinalBlock> seed = desk.market().blockAfter(sealedIn);
    if (seed.isEmpty()) {
      return;
    }
    Draws draws =
        Draws.of(
            sealedIn, seed.get().number(), HexFormat.of().parseHex(seed.get().hash().substring(2)));
    Task task = now.task();
    if (task.checking() == Task.Checking.UNDRAWN) {
      Copy first = shown.stream().filter(copy -> is(copy, believed)).findFirst().orElseThrow();
      Trust trust = desk.ledger().trust(task.requester(), first.node());
      boolean drawn = Checking.isChecked(now.policy(), draws, task.id().digest().bytes(), trust);
      task = task.with(drawn ? Task.Checking.DRAWN : Task.Checking.SPARED);
      desk.ledger().put(task);
    }
    if (task.checking() == Task.Checking.SPARED) {
      conclude(task, now.copies(), believed, Verdict.ACCEPTED);
    } else {
      check(new Case(task, now.open(), now.copies()), draws, believed);
    }
  }

  private static boolean is(Copy copy, Cid outcome) {
    return copy.output().filter(outcome::equals).isPresent();
  }

  private void check(Case now, Draws draws, Cid believed) throws IOException {
    List<Copy> checks = now.of(Role.CHECK, State.REVEALED);
    if (!checks.isEmpty()) {
      Optional<Cid> right = agreed(now, checks, believed);
      if (right.isPresent()) {
        conclude(now.task(), now.copies(), right.get(), Verdict.CONFIRMED);
        return;
      }
    }
    if (isLate(now.task())) {
      fail(
          now.task(),
          now.copies(),
          checks.isEmpty() ? "SCHEDULER-UNCHECKED" : "SCHEDULER-CONTRADICTED",
          checks.isEmpty()
              ? "Its result was drawn to be checked, and no other node did it again in time"
              : "Nodes say different things of it, and no more of them were there to decide");
      return;
    }
    boolean isAsked =
        now.copies().stream()
            .anyMatch(
                copy ->
                    copy.role() == Role.CHECK
                        && copy.state().isOpen()
                        && copy.state() != State.REVEALED);
    if (!isAsked) {
      List<Address> barred = now.copies().stream().map(Copy::node).toList();
      Optional<Address> checker =
          draws.one(
              Draws.Purpose.CHECKER,
              now.task().id().digest().bytes(),
              dispatch.candidates(now.open()),
              barred);
      if (checker.isPresent()) {
        dispatch.check(now.open(), checker.get());
      } else if (now.task().checking() == Task.Checking.DRAWN && isWaitedFor(now)) {
        leaveToRequester(now.task());
      }
    }
  }

  /** Whether no node came for long that could check what was shown. */
  private boolean isWaitedFor(Case now) {
    long shown =
        now.copies().stream()
            .filter(copy -> copy.state() == State.REVEALED)
            .mapToLong(Copy::since)
            .max()
            .orElseThrow();
    return shown + desk.timing().checker().toSeconds() < desk.now();
  }

  private void leaveToRequester(Task task) throws IOException {
    desk.ledger().put(task.with(Task.Checking.OWN));
    desk.ledger().tell(task.requester(), number -> new Event.Unchecked(number, task.id()));
    desk.bells().ring(Topics.events(task.requester()));
  }

  /**
   * A task's requester did it himself.
   *
   * @param right the outcome that nodes showed and he made too; empty if there is none
   */
  void decide(TaskId id, Optional<Cid> right) throws IOException {
    Task task = desk.ledger().task(id).orElseThrow();
    desk.ledger()
        .whole(
            () -> {
              List<Copy> copies = desk.ledger().copies(id);
              if (right.isPresent()) {
                conclude(task, copies, right.get(), Verdict.CONFIRMED);
                return id;
              }
              for (Copy copy : copies) {
                if (copy.state() == State.REVEALED) {
                  judge(task, copy, Verdict.DENIED, "Its requester made another result");
                }
              }
              fail(
                  task,
                  desk.ledger().copies(id),
                  "SCHEDULER-CONTRADICTED",
                  "Its requester made another result himself");
              return id;
            });
  }

  /** What most of those say who did the task: the first check, or the most of three or more. */
  private static Optional<Cid> agreed(Case now, List<Copy> checks, Cid believed) {
    if (checks.size() == 1) {
      return checks.get(0).output().filter(believed::equals);
    }
    Map<String, Integer> voices = new TreeMap<>();
    Map<String, Cid> outcomes = new TreeMap<>();
    int all = 0;
    for (Copy copy : now.copies()) {
      if (copy.state() == State.REVEALED) {
        Cid said = copy.output().orElseThrow();
        voices.merge(said.toString(), 1, Integer::sum);
        outcomes.put(said.toString(), said);
        all++;
      }
    }
    int half = all / 2;
    return voices.entrySet().stream()
        .filter(each -> each.getValue() > half)
        .map(each -> outcomes.get(each.getKey()))
        .findFirst();
  }

  /** The task has an outcome that stands. */
  private void conclude(Task task, List<Copy> copies, Cid outcome, Verdict ofWork)
      throws IOException {
    Copy made = copies.stream().filter(copy -> isShown(copy, outcome)).findFirst().orElseThrow();
    for (Copy copy : copies) {
      if (copy.state() == State.REVEALED) {
        Verdict right = copy.role() == Role.WORK ? ofWork : Verdict.ACCEPTED;
        judge(task, copy, is(copy, outcome) ? right : Verdict.CONTRADICTED, "");
      }
    }
    desk.contents().give(task.requester(), outcome);
    end(task.finished(outcome), copies);
    desk.ledger()
        .tell(
            task.requester(),
            number ->
                new Event.Finished(
                    number, task.id(), outcome, made.node(), made.reveal().orElseThrow().image()));
    desk.bells().ring(Topics.events(task.requester()));
  }

  private static boolean isShown(Copy copy, Cid outcome) {
    return copy.state() == State.REVEALED && is(copy, outcome);
  }

  /** Nobody could do it. */
  void fail(Task task, List<Copy> copies, String rule, String reason) throws IOException {
    for (Copy copy : copies) {
      if (copy.state() == State.REVEALED) {
        desk.ledger().put(copy.givenUp(desk.now(), "The task failed: " + reason));
      }
    }
    end(task.with(Task.State.FAILED), copies);
    desk.ledger()
        .tell(
            task.requester(),
            number ->
                new Event.Failed(
                    number, task.id(), rule, "Cannot do task %s: %s".formatted(task.id(), reason)));
    desk.bells().ring(Topics.events(task.requester()));
  }

  private void end(Task ended, List<Copy> copies) throws IOException {
    desk.ledger().put(ended);
    for (Copy copy : copies) {
      if (copy.state() == State.PROPOSED) {
        desk.ledger().remove(copy);
      }
    }
    dispatch.drop(ended.id());
    supply.end(ended.id());
    desk.bells().ring(Topics.stage(ended.id()));
  }

  /** Writes down what becomes of a node's part, and what its requester thinks of the node then. */
  void judge(Task task, Copy copy, Verdict verdict, String reason) throws IOException {
    desk.ledger().put(copy.judged(desk.now(), verdict, reason));
    Trust before = desk.ledger().trust(task.requester(), copy.node());
    Trust after = before.after(verdict, Trust.Occasion.DRAWN);
    if (!after.equals(before)) {
      desk.ledger().put(task.requester(), copy.node(), after);
    }
    desk.bells().ring(Topics.stage(task.id()));
  }
}

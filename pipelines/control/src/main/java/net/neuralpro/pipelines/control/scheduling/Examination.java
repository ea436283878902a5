package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.Role;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Checking;
import net.neuralpro.pipelines.control.verification.Draws;
import net.neuralpro.pipelines.control.verification.Trust;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * Looks at results that chance drew: another node does the task again, more of them decide between
 * two, or where there is no other node the task's requester does. Used by one thread at a time.
 */
final class Examination {
  private final Desk desk;
  private final Dispatch dispatch;
  private final Verdicts verdicts;

  Examination(Desk desk, Dispatch dispatch, Verdicts verdicts) {
    this.desk = desk;
    this.dispatch = dispatch;
    this.verdicts = verdicts;
  }

  /** Draws, and goes on as chance said. */
  void examine(Case now, List<Copy> shown, Cid believed) throws IOException {
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
      Copy first = shown.stream().filter(copy -> copy.made(believed)).findFirst().orElseThrow();
      Trust trust = desk.ledger().trust(task.requester(), first.node());
      boolean drawn = Checking.isChecked(now.policy(), draws, task.id().digest().bytes(), trust);
      task = task.with(drawn ? Task.Checking.DRAWN : Task.Checking.SPARED);
      desk.ledger().put(task);
    }
    if (task.checking() == Task.Checking.SPARED) {
      verdicts.conclude(task, now.copies(), believed, Verdict.ACCEPTED);
    } else {
      check(new Case(task, now.open(), now.copies()), draws, believed);
    }
  }

  private void check(Case now, Draws draws, Cid believed) throws IOException {
    List<Copy> checks = now.of(Role.CHECK, State.REVEALED);
    if (!checks.isEmpty()) {
      Optional<Cid> right = agreed(now, checks, believed);
      if (right.isPresent()) {
        verdicts.conclude(now.task(), now.copies(), right.get(), Verdict.CONFIRMED);
        return;
      }
    }
    if (now.isLate(desk.now())) {
      verdicts.fail(
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
                verdicts.conclude(task, copies, right.get(), Verdict.CONFIRMED);
                return id;
              }
              for (Copy copy : copies) {
                if (copy.state() == State.REVEALED) {
                  verdicts.judge(task, copy, Verdict.DENIED, "Its requester made another result");
                }
              }
              verdicts.fail(
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
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.Role;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Credibility;
import net.neuralpro.pipelines.control.verification.Credibility.Vote;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Cid;

/**
 * What comes next for a task: more nodes, a look at what they made, an end. It is told from the
 * ledger alone, so that nothing is lost between two steps. Used by one thread at a time.
 */
final class Course {
  /** Nodes that may say something of one task, at most, before it is left to its requester. */
  private static final int VOICES = 15;

  private final Desk desk;
  private final Dispatch dispatch;
  private final Durations durations;
  private final Verdicts verdicts;
  private final Examination examination;

  Course(
      Desk desk,
      Dispatch dispatch,
      Durations durations,
      Verdicts verdicts,
      Examination examination) {
    this.desk = desk;
    this.dispatch = dispatch;
    this.durations = durations;
    this.verdicts = verdicts;
    this.examination = examination;
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
        if (task.isLate(desk.now())) {
          verdicts.fail(task, copies, "SCHEDULER-DEADLINE", "Its blocks did not come in time");
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
            verdicts.judge(task, copy, same ? Verdict.ACCEPTED : Verdict.CONTRADICTED, "");
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

  private void advance(Case now) throws IOException {
    List<Copy> shown = now.of(Role.WORK, State.REVEALED);
    Optional<Cid> believed = believed(now, shown);
    if (believed.isPresent()) {
      dispatch.drop(now.task().id());
      examination.examine(now, shown, believed.get());
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
      verdicts.fail(
          now.task(),
          now.copies(),
          "SCHEDULER-GIVEN-UP",
          "%d nodes could not do it: %s".formatted(lost, reasons));
    } else if (now.isLate(desk.now())) {
      if (now.of(Role.WORK, State.SEALED).isEmpty()) {
        verdicts.fail(now.task(), now.copies(), "SCHEDULER-DEADLINE", "No node was ready in time");
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
}

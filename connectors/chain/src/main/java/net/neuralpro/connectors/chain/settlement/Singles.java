package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.Work;

/** Settles tasks one by one: each is a batch of its own, judged when it is posted. */
final class Singles {
  private static final Set<WorkState> IN_NO_LIST =
      Set.of(WorkState.WAITING, WorkState.ALONE, WorkState.LATE);

  private final Chain chain;
  private final Escrow escrow;
  private final Works works;
  private final Lists lists;
  private final long window;

  Singles(Chain chain, Works works, Lists lists, long window) {
    this.chain = chain;
    this.escrow = chain.escrow();
    this.works = works;
    this.lists = lists;
    this.window = window;
  }

  /** Writes down what became of the tasks that somebody settled alone. */
  void follow(SortedMap<Long, Standing> standings) throws IOException {
    for (Standing standing : standings.values()) {
      Optional<Works.Kept> found =
          standing.list().isPresent() ? Optional.empty() : works.findByRoot(standing.root().hex());
      if (found.isEmpty() || !IN_NO_LIST.contains(found.get().state())) {
        continue;
      }
      Works.Kept kept = found.get();
      Optional<Long> number = Optional.of(standing.number());
      if (standing.isVoid()) {
        // Only what an earlier batch pays is void.
        if (kept.state() == WorkState.ALONE && kept.number().equals(number)) {
          works.set(kept.work(), WorkState.SETTLED, Optional.empty(), Optional.empty());
        }
      } else {
        works.set(
            kept.work(),
            standing.isFinal() ? WorkState.SETTLED : WorkState.ALONE,
            number,
            Optional.empty());
      }
    }
  }

  /** Makes payable what is settled alone and whose window is over. */
  void finalise(SortedMap<Long, Standing> standings, long now, long challenge, Progress.Log log)
      throws IOException {
    for (Works.Kept kept : works.in(WorkState.ALONE)) {
      Standing standing = kept.number().map(standings::get).orElse(null);
      if (standing != null
          && standing.isOpen()
          && !standing.isHeld()
          && escrow.postedAt(standing) + challenge <= now) {
        log.attempt("finalise " + standing.number(), () -> escrow.finalise(standing.number()));
      }
    }
  }

  /** Settles waiting tasks whose deadline is before a time, as long as they can be. */
  void settle(SortedMap<Long, Standing> standings, long deadline, long now, Progress.Log log)
      throws IOException {
    for (Works.Kept kept : works.urgent(deadline)) {
      Work work = kept.work();
      Optional<Standing> voided = kept.voided().map(standings::get).filter(Standing::isVoid);
      if (now <= kept.deadline() + window) {
        log.attempt(
            "settle task " + work.task() + " alone", () -> settled(work, escrow.settleOwn(work)));
      } else if (voided.isPresent()
          && now <= chain.time(voided.get().decided().orElseThrow().block()) + window) {
        log.attempt(
            "settle task " + work.task() + " again",
            () -> settled(work, after(voided.get(), work)));
      } else {
        works.set(work, WorkState.LATE, Optional.empty(), Optional.empty());
        log.trouble("Cannot settle task %s: it is too late".formatted(work.task()));
      }
    }
  }

  private long after(Standing voided, Work work) throws IOException {
    Batch batch = voided.list().isPresent() ? lists.read(voided) : Batch.of(List.of(work));
    int place = batch.place(work.node(), work.task()).orElseThrow();
    return escrow.settleAfter(voided.number(), batch.shown(place), work);
  }

  private void settled(Work work, long number) throws IOException {
    works.set(work, WorkState.ALONE, Optional.of(number), Optional.empty());
  }
}

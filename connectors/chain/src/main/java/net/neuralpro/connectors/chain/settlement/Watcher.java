package net.neuralpro.connectors.chain.settlement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.connectors.chain.tasks.Shown;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.recording.Address;

/**
 * Reads what others post and holds it against its published list: it asks for a leaf that is not
 * true, voids the batch when that is not shown, and shows which tasks stand in two batches. A leaf
 * that a list does not give it asks for by nobody's order but {@link #demand}. Used by one thread
 * at a time.
 */
public final class Watcher implements Closeable {
  private final Chain chain;
  private final Escrow escrow;
  private final Lists lists;
  private final LeafIndex leaves;
  private final Escrow.Terms terms;

  private Watcher(Chain chain, BlockStore store, LeafIndex leaves) throws IOException {
    this.chain = chain;
    this.escrow = chain.escrow();
    this.lists = new Lists(store);
    this.leaves = leaves;
    this.terms = escrow.terms();
  }

  /**
   * Opens a watcher.
   *
   * @param store where published lists are read
   * @param file where it is written down what was read
   */
  public static Watcher open(Chain chain, BlockStore store, Path file) throws IOException {
    return new Watcher(chain, store, LeafIndex.open(file));
  }

  /**
   * Looks at what became final and acts upon it. A batch whose list is not to be had, or is of
   * another batch, is a trouble: nothing says which leaf to ask for.
   *
   * @throws IOException if the chain or the store cannot be reached; the next step goes on
   */
  public Progress step() throws IOException {
    Progress.Log log = new Progress.Log();
    SortedMap<Long, Standing> standings = escrow.batches();
    long now = chain.finalBlock().time();
    read(standings, log);
    lapse(standings, now, log);
    ask(standings, now, log);
    compare(standings, log);
    return log.progress();
  }

  /**
   * Asks for a leaf though its list gives no reason, such as when there is none. If it is shown,
   * that costs the bond of a demand.
   */
  public void demand(long batch, int index) throws IOException {
    escrow.demand(batch, index);
  }

  private void read(SortedMap<Long, Standing> standings, Progress.Log log) throws IOException {
    HotKeys keys = chain.nodes().hotKeys();
    for (Standing standing : standings.values()) {
      if (standing.list().isEmpty() || standing.isVoid() || leaves.isRead(standing.number())) {
        continue;
      }
      try {
        Batch batch = lists.read(standing);
        long postedAt = escrow.postedAt(standing);
        boolean byItself = escrow.isContract(standing.requester());
        leaves.read(standing.number(), batch, work -> byItself ? "" : fault(work, postedAt, keys));
      } catch (MissingBlockException | MalformedContentException e) {
        if (standing.isOpen()) {
          log.trouble("Cannot check batch %d: %s".formatted(standing.number(), e.getMessage()));
        }
      }
    }
    for (Standing standing : standings.values()) {
      if (standing.list().isEmpty() && !standing.isVoid()) {
        leaves.readAlone(standing.number(), standing.root().hex());
      }
    }
  }

  private String fault(Work work, long postedAt, HotKeys keys) throws IOException {
    long deadline = work.promised().assignment().deadline();
    if (postedAt > deadline + terms.settlement()) {
      return "it was posted too late for its deadline " + deadline;
    }
    return work.fault(escrow.domain(), keys).orElse("");
  }

  /** Voids what was not shown in time, and takes back the bonds of what was void before. */
  private void lapse(SortedMap<Long, Standing> standings, long now, Progress.Log log)
      throws IOException {
    Address account = chain.lane().address();
    for (Standing standing : standings.values()) {
      for (Map.Entry<Integer, Standing.Demand> each : standing.demands().entrySet()) {
        long number = standing.number();
        int index = each.getKey();
        if (!each.getValue().by().equals(account)) {
          continue;
        }
        if (standing.isOpen() && each.getValue().answerBy() <= now) {
          log.attempt("void batch " + number, () -> escrow.lapse(number, index));
          break;
        } else if (standing.isVoid() && escrow.isOwed(number, index)) {
          log.attempt("take back a bond of batch " + number, () -> escrow.reclaim(number, index));
        }
      }
    }
  }

  /** One leaf that is not shown voids a batch: the first that was never asked for will do. */
  private void ask(SortedMap<Long, Standing> standings, long now, Progress.Log log)
      throws IOException {
    Set<Long> asked = new HashSet<>();
    for (LeafIndex.Faulty faulty : leaves.faults()) {
      Standing standing = standings.get(faulty.batch());
      if (standing == null
          || !standing.isOpen()
          || asked.contains(faulty.batch())
          || standing.demands().containsKey(faulty.place())
          || escrow.postedAt(standing) + terms.challenge() <= now) {
        continue;
      }
      asked.add(faulty.batch());
      // A key that was changed last may have become a hot key since.
      if (!escrow.hasDemanded(faulty.batch(), faulty.place()) && isStill(standing, faulty)) {
        log.attempt(
            "ask for leaf %d of batch %d, as %s"
                .formatted(faulty.place(), faulty.batch(), faulty.fault()),
            () -> escrow.demand(faulty.batch(), faulty.place()));
      }
    }
  }

  private boolean isStill(Standing standing, LeafIndex.Faulty faulty) throws IOException {
    Work work = lists.read(standing).works().get(faulty.place());
    return !fault(work, escrow.postedAt(standing), chain.nodes()).isEmpty();
  }

  private void compare(SortedMap<Long, Standing> standings, Progress.Log log) throws IOException {
    Set<List<Long>> shown = new HashSet<>();
    for (LeafIndex.Repeated each : leaves.repeated()) {
      Standing later = standings.get(each.later());
      Standing earlier = standings.get(each.earlier());
      if (later == null
          || earlier == null
          || !later.isOpen()
          || earlier.isVoid()
          || later.list().isEmpty() && earlier.list().isEmpty()
          || earlier.isOpen() && later.waitsFor().contains(each.earlier())
          || !shown.add(List.of(each.later(), each.earlier()))) {
        continue;
      }
      log.attempt(
          "show that batch %d repeats batch %d".formatted(each.later(), each.earlier()),
          () -> {
            Optional<Work> task = task(later, each.place(), earlier, each.first());
            escrow.duplicate(
                each.later(),
                shown(later, each.place(), task),
                each.earlier(),
                shown(earlier, each.first(), task));
          });
    }
  }

  /** The task, if one of both is settled alone: it is the other's. */
  private Optional<Work> task(Standing later, int place, Standing earlier, int first)
      throws IOException {
    if (later.list().isPresent()) {
      return Optional.of(lists.read(later).works().get(place));
    }
    return earlier.list().isPresent()
        ? Optional.of(lists.read(earlier).works().get(first))
        : Optional.empty();
  }

  private Shown shown(Standing standing, int place, Optional<Work> task) throws IOException {
    return standing.list().isPresent()
        ? lists.read(standing).shown(place)
        : Batch.of(List.of(task.orElseThrow())).shown(0);
  }

  @Override
  public void close() throws IOException {
    leaves.close();
  }
}

package net.neuralpro.connectors.chain.settlement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.BatchList;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * Settles what nodes did for those who let the account post. What it was given once it settles
 * once, whenever it is ended and begun again: tasks are written down before anything is sent, a
 * batch is made in the same file, its list is published before it is posted, and what is posted has
 * a name in the outbox. Used by one thread at a time; whoever uses it calls {@link #step} every few
 * blocks.
 */
public final class Settler implements Closeable {
  /** The part of the settlement window in which a list is not risked any more. */
  private static final long LAST_PART = 4;

  private final Chain chain;
  private final Escrow escrow;
  private final BlockStore store;
  private final Works works;
  private final Lists lists;
  private final Singles singles;
  private final Escrow.Terms terms;
  private final Policy policy;
  private final Consumer<String> between;

  /**
   * When a batch is made.
   *
   * @param most leaves that it has, 1 to {@value Batch#MOST}
   * @param enough as soon as so many tasks of a requester wait, 1 or more
   * @param patience or so many seconds after the first deadline of one that waits
   */
  public record Policy(int most, int enough, long patience) {
    /** As many as go, every hour at least. */
    public static final Policy USUAL = new Policy(Batch.MOST, Batch.MOST, 3600);

    public Policy {
      if (most < 1 || most > Batch.MOST || enough < 1 || enough > most || patience < 0) {
        throw new IllegalArgumentException(
            "Cannot make batches of %d to %d tasks after %d s".formatted(enough, most, patience));
      }
    }
  }

  private Settler(
      Chain chain, BlockStore store, Works works, Policy policy, Consumer<String> between)
      throws IOException {
    this.chain = chain;
    this.escrow = chain.escrow();
    this.store = store;
    this.works = works;
    this.policy = policy;
    this.between = between;
    this.terms = escrow.terms();
    this.lists = new Lists(store);
    this.singles = new Singles(chain, works, lists, terms.settlement());
  }

  /**
   * Opens a settler.
   *
   * @param store where lists are published, for whoever wants to check or claim
   * @param file where tasks are written down
   */
  public static Settler open(Chain chain, BlockStore store, Path file, Policy policy)
      throws IOException {
    return open(chain, store, file, policy, step -> {});
  }

  /** The same, which tells between which steps it is. */
  static Settler open(
      Chain chain, BlockStore store, Path file, Policy policy, Consumer<String> between)
      throws IOException {
    return new Settler(chain, store, Works.open(file), policy, between);
  }

  /**
   * Takes a task to be settled, once: when this returns it is on the disk. The first receipt of a
   * task and node counts.
   *
   * @return whether it was new
   * @throws ChainException CHAIN-REFUSED if the contract would not pay for it
   */
  public boolean add(Work work) throws IOException {
    return addAll(List.of(work)) == 1;
  }

  /**
   * Takes tasks to be settled, all of them or none.
   *
   * @return how many were new
   * @throws ChainException CHAIN-REFUSED if the contract would not pay for one of them
   */
  public int addAll(Collection<Work> tasks) throws IOException {
    HotKeys keys = chain.nodes().hotKeys();
    for (Work work : tasks) {
      Optional<String> fault = work.fault(escrow.domain(), keys);
      if (fault.isPresent()) {
        throw new ChainException(
            "CHAIN-REFUSED",
            "Cannot settle task %s of %s: %s".formatted(work.task(), work.node(), fault.get()));
      }
    }
    int added = works.addAll(tasks);
    between.accept("added");
    return added;
  }

  /** What became of a task of a node; empty if it was never given. */
  public Optional<WorkState> state(TaskId task, Address node) throws IOException {
    return works.find(task, node).map(Works.Kept::state);
  }

  /** How many tasks wait, are in batches, alone, settled or too late. */
  public int count(WorkState state) throws IOException {
    return works.in(state).size();
  }

  /**
   * Does what can be done now: follows what became final, shows leaves that are asked for, makes
   * batches payable whose window is over, publishes and posts what waits. What the chain refuses
   * stands in the answer and is tried again by the next step.
   *
   * @throws IOException if the chain or the store cannot be reached; the next step goes on
   */
  public Progress step() throws IOException {
    Progress.Log log = new Progress.Log();
    SortedMap<Long, Standing> standings = escrow.batches();
    long now = chain.finalBlock().time();
    singles.follow(standings);
    for (Works.Made made : works.made()) {
      if (made.number().isPresent()) {
        follow(made, standings, now, log);
      }
    }
    singles.finalise(standings, now, terms.challenge(), log);
    withstand(standings, log);
    for (Works.Made made : works.made()) {
      if (made.number().isEmpty()) {
        post(made, now, log);
      }
    }
    make(now);
    for (Works.Made made : works.made()) {
      if (made.number().isEmpty()) {
        post(made, now, log);
      }
    }
    singles.settle(standings, horizon(now), now, log);
    return log.progress();
  }

  /** Tasks of an earlier deadline are posted in no list any more. */
  private long horizon(long now) {
    return now - terms.settlement() + terms.settlement() / LAST_PART;
  }

  private void follow(
      Works.Made made, SortedMap<Long, Standing> standings, long now, Progress.Log log)
      throws IOException {
    Standing standing = standings.get(made.number().orElseThrow());
    if (standing == null) {
      return;
    }
    if (standing.isFinal()) {
      works.settled(made);
    } else if (standing.isVoid()) {
      works.undone(made);
      log.trouble("Batch %d is void: its tasks wait again".formatted(standing.number()));
    } else {
      answer(made, standing, now, log);
      release(standing, standings, log);
      if (!standing.isHeld() && escrow.postedAt(standing) + terms.challenge() <= now) {
        log.attempt("finalise " + standing.number(), () -> escrow.finalise(standing.number()));
        between.accept("finalised");
      }
    }
  }

  private void answer(Works.Made made, Standing standing, long now, Progress.Log log)
      throws IOException {
    List<Integer> open =
        standing.demands().entrySet().stream()
            .filter(each -> now < each.getValue().answerBy())
            .map(Map.Entry::getKey)
            .toList();
    if (open.isEmpty()) {
      return;
    }
    Batch batch = works.batch(made);
    for (int index : open) {
      log.attempt(
          "show leaf %d of batch %d".formatted(index, standing.number()),
          () -> escrow.answer(standing.number(), batch, index));
      between.accept("answered");
    }
  }

  private void release(Standing standing, SortedMap<Long, Standing> standings, Progress.Log log)
      throws IOException {
    for (long earlier : standing.waitsFor()) {
      Standing before = standings.get(earlier);
      if (before != null && before.isVoid()) {
        log.attempt(
            "release batch " + standing.number(), () -> escrow.release(standing.number(), earlier));
      }
    }
  }

  /** Keeps a requester from paying for a task twice that its node settled alone. */
  private void withstand(SortedMap<Long, Standing> standings, Progress.Log log) throws IOException {
    for (Standing alone : standings.values()) {
      if (alone.list().isPresent() || alone.isVoid()) {
        continue;
      }
      Optional<Works.Kept> kept = works.findByRoot(alone.root().hex());
      Optional<Long> number = kept.isPresent() ? works.posted(kept.get().work()) : Optional.empty();
      Standing listed = number.map(standings::get).orElse(null);
      if (listed == null || listed.isVoid()) {
        continue;
      }
      Work work = kept.orElseThrow().work();
      boolean aloneLater = alone.number() > listed.number();
      Standing later = aloneLater ? alone : listed;
      Standing earlier = aloneLater ? listed : alone;
      if (later.isOpen() && (earlier.isFinal() || !later.waitsFor().contains(earlier.number()))) {
        Batch single = Batch.of(List.of(work));
        Batch batch = lists.read(listed);
        var place = batch.shown(batch.place(work.node(), work.task()).orElseThrow());
        log.attempt(
            "show that batch %d repeats batch %d".formatted(later.number(), earlier.number()),
            () ->
                escrow.duplicate(
                    later.number(),
                    aloneLater ? single.shown(0) : place,
                    earlier.number(),
                    aloneLater ? place : single.shown(0)));
      }
    }
  }

  /** Makes batches of what waits, without sending anything. */
  private void make(long now) throws IOException {
    long patience = Math.min(policy.patience(), terms.settlement() / LAST_PART);
    for (Address requester : works.requesters()) {
      List<Work> waiting = works.waiting(requester, horizon(now), policy.most());
      while (!waiting.isEmpty()
          && (waiting.size() >= policy.enough()
              || waiting.get(0).promised().assignment().deadline() + patience <= now)) {
        works.make(Batch.of(waiting));
        between.accept("made");
        waiting = works.waiting(requester, horizon(now), policy.most());
      }
    }
  }

  private void post(Works.Made made, long now, Progress.Log log) throws IOException {
    Batch batch = works.batch(made);
    Cid list = BatchList.publish(batch, store);
    between.accept("published");
    works.published(made, list);
    if (!escrow.isOnItsWay(batch, list) && isLost(batch, now)) {
      works.undone(made);
      return;
    }
    log.attempt(
        "post " + list,
        () -> {
          long number = escrow.post(batch, list);
          between.accept("posted");
          works.posted(made, number);
        });
    between.accept("noted");
  }

  /** Whether a task of a batch that was never posted came too late, or was settled alone. */
  private boolean isLost(Batch batch, long now) throws IOException {
    SortedMap<Long, Standing> standings = escrow.batches();
    for (Standing standing : standings.values()) {
      if (standing.list().isEmpty() && !standing.isVoid()) {
        Optional<Works.Kept> alone = works.findByRoot(standing.root().hex());
        if (alone.isPresent()
            && batch.place(alone.get().work().node(), alone.get().work().task()).isPresent()) {
          return true;
        }
      }
    }
    return batch.works().stream()
        .anyMatch(work -> work.promised().assignment().deadline() < horizon(now));
  }

  @Override
  public void close() throws IOException {
    works.close();
  }
}

package net.neuralpro.connectors.chain.settlement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.recording.Address;

/**
 * Sees that a node is paid: it looks for the node's tasks in what is posted, and settles alone what
 * is left out when half its time is over. That takes a bond of the account's balance in the escrow,
 * which comes back. Used by one thread at a time.
 */
public final class OwnSettlement implements Closeable {
  private final Chain chain;
  private final Escrow escrow;
  private final Works works;
  private final Lists lists;
  private final Singles singles;
  private final Escrow.Terms terms;
  private final Set<Long> read = new HashSet<>();

  private OwnSettlement(Chain chain, BlockStore store, Works works) throws IOException {
    this.chain = chain;
    this.escrow = chain.escrow();
    this.works = works;
    this.terms = escrow.terms();
    this.lists = new Lists(store);
    this.singles = new Singles(chain, works, lists, terms.settlement());
  }

  /**
   * Opens what a node has to be paid for.
   *
   * @param store where published lists are read
   * @param file where tasks are written down
   */
  public static OwnSettlement open(Chain chain, BlockStore store, Path file) throws IOException {
    return new OwnSettlement(chain, store, Works.open(file));
  }

  /**
   * Takes a task that the account, a node, did. When this returns it is on the disk.
   *
   * @return whether it was new
   * @throws ChainException CHAIN-REFUSED if the contract would not pay for it
   */
  public boolean add(Work work) throws IOException {
    Optional<String> fault =
        work.node().equals(chain.lane().address())
            ? work.fault(escrow.domain(), chain.nodes())
            : Optional.of("it is not of " + chain.lane().address());
    if (fault.isPresent()) {
      throw new ChainException(
          "CHAIN-REFUSED", "Cannot settle task %s: %s".formatted(work.task(), fault.get()));
    }
    boolean added = works.add(work);
    if (added) {
      read.clear();
    }
    return added;
  }

  /** What became of a task; empty if it was never given. */
  public Optional<WorkState> state(TaskId task) throws IOException {
    return works.find(task, chain.lane().address()).map(Works.Kept::state);
  }

  /** What the node can take. */
  public Earnings earnings() {
    return new Earnings(chain, lists, works);
  }

  /** Does what can be done now; what is refused stands in the answer and is tried again. */
  public Progress step() throws IOException {
    Progress.Log log = new Progress.Log();
    SortedMap<Long, Standing> standings = escrow.batches();
    long now = chain.finalBlock().time();
    singles.follow(standings);
    look(standings, log);
    follow(standings);
    singles.finalise(standings, now, terms.challenge(), log);
    finalise(standings, now, log);
    singles.settle(standings, now - terms.settlement() / 2, now, log);
    return log.progress();
  }

  /** Finds the node's tasks in the lists that it has not read yet. */
  private void look(SortedMap<Long, Standing> standings, Progress.Log log) throws IOException {
    Set<Address> requesters = new HashSet<>(works.requesters());
    Address node = chain.lane().address();
    for (Standing standing : standings.values()) {
      if (standing.list().isEmpty()
          || standing.isVoid()
          || !requesters.contains(standing.requester())
          || read.contains(standing.number())) {
        continue;
      }
      try {
        Batch batch = lists.read(standing);
        for (Work listed : batch.works()) {
          Optional<Works.Kept> own =
              listed.node().equals(node) ? works.find(listed.task(), node) : Optional.empty();
          if (own.isPresent() && own.get().state() == WorkState.WAITING) {
            works.set(
                own.get().work(),
                WorkState.BATCHED,
                Optional.of(standing.number()),
                Optional.empty());
          }
        }
        read.add(standing.number());
      } catch (MissingBlockException | MalformedContentException e) {
        log.trouble("Cannot look into batch %d: %s".formatted(standing.number(), e.getMessage()));
      }
    }
  }

  private void follow(SortedMap<Long, Standing> standings) throws IOException {
    for (Works.Kept kept : works.in(WorkState.BATCHED)) {
      Standing standing = kept.number().map(standings::get).orElse(null);
      if (standing != null && standing.isVoid()) {
        works.set(kept.work(), WorkState.WAITING, Optional.empty(), kept.number());
        read.clear();
      } else if (standing != null && standing.isFinal()) {
        works.set(kept.work(), WorkState.SETTLED, kept.number(), Optional.empty());
      }
    }
  }

  /** A poster who forgets to make his batch payable keeps nobody from his pay. */
  private void finalise(SortedMap<Long, Standing> standings, long now, Progress.Log log)
      throws IOException {
    Set<Long> numbers = new HashSet<>();
    for (Works.Kept kept : works.in(WorkState.BATCHED)) {
      kept.number().ifPresent(numbers::add);
    }
    for (Standing standing : standings.values()) {
      if (numbers.contains(standing.number())
          && standing.isOpen()
          && !standing.isHeld()
          && escrow.postedAt(standing) + 2 * terms.challenge() <= now) {
        log.attempt("finalise " + standing.number(), () -> escrow.finalise(standing.number()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    works.close();
  }
}

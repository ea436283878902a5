package net.neuralpro.pipelines.control.scheduling;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.settlement.Progress;
import net.neuralpro.connectors.chain.settlement.Settler;
import net.neuralpro.connectors.chain.settlement.WorkState;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;
import net.neuralpro.schemas.content.BlockStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pays nodes what the ledger says they are owed, once. It has the ledger's file open beside the
 * scheduler, and the settler knows what it was given before: whatever ends, the next step goes on.
 */
public final class Settlement implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final int AT_ONCE = 500;

  /** How many batches may be open at once. */
  private static final int BONDS = 20;

  private final TaskLedger ledger;
  private final Settler settler;

  private Settlement(TaskLedger ledger, Settler settler) {
    this.ledger = ledger;
    this.settler = settler;
  }

  /**
   * Opens it.
   *
   * @param chain with the poster's key, that nobody else uses
   * @param file of the scheduler's ledger
   * @param store where lists are published
   * @param settled file of the settler
   */
  public static Settlement open(
      Chain chain, Path file, BlockStore store, Path settled, Settler.Policy policy)
      throws IOException {
    bond(chain);
    TaskLedger ledger = TaskLedger.open(file);
    try {
      return new Settlement(ledger, Settler.open(chain, store, settled, policy));
    } catch (IOException | RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  /** Puts in what the poster stands to lose. */
  private static void bond(Chain chain) throws IOException {
    Escrow escrow = chain.escrow();
    BigInteger wanted = escrow.terms().batchBond().multiply(BigInteger.valueOf(BONDS));
    BigInteger balance = escrow.balance(chain.lane().address());
    if (balance.compareTo(wanted) < 0) {
      escrow.deposit(
          "bonds after block %d".formatted(chain.newestBlock()), wanted.subtract(balance));
    }
  }

  /** Gives the settler what is owed, lets it go on, and notes what is paid beyond recall. */
  public Progress step() throws IOException {
    for (List<Copy> owed = ledger.owed(AT_ONCE); !owed.isEmpty(); owed = ledger.owed(AT_ONCE)) {
      give(owed);
    }
    Progress progress = settler.step();
    for (Copy copy : ledger.given()) {
      Optional<WorkState> state = settler.state(copy.task(), copy.node());
      if (state.equals(Optional.of(WorkState.SETTLED))
          || state.equals(Optional.of(WorkState.LATE))) {
        ledger.settled(copy);
      }
    }
    return progress;
  }

  private void give(List<Copy> owed) throws IOException {
    List<Work> works = new ArrayList<>();
    for (Copy copy : owed) {
      works.add(work(copy));
    }
    try {
      settler.addAll(works);
      for (Copy copy : owed) {
        ledger.gave(copy);
      }
    } catch (ChainException e) {
      if (!e.rule().equals("CHAIN-REFUSED")) {
        throw e;
      }
      for (Copy copy : owed) {
        giveAlone(copy);
      }
    }
  }

  private void giveAlone(Copy copy) throws IOException {
    try {
      settler.add(work(copy));
      ledger.gave(copy);
    } catch (ChainException e) {
      if (!e.rule().equals("CHAIN-REFUSED")) {
        throw e;
      }
      LOG.warn("Task {} of {} is not paid: {}", copy.task(), copy.node(), e.getMessage());
      ledger.settled(copy);
    }
  }

  private Work work(Copy copy) throws IOException {
    Task task =
        ledger
            .task(copy.task())
            .orElseThrow(() -> new IOException("Cannot find task " + copy.task()));
    return copy.work(task.requester());
  }

  @Override
  public void close() throws IOException {
    try (ledger) {
      settler.close();
    }
  }
}

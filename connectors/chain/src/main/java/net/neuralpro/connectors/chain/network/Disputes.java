package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.chain.contracts.TaskCommittee;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.tasks.Shown;
import net.neuralpro.connectors.chain.tasks.SignedReceipt;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;

/**
 * Disputes about receipts that stand in batches, which {@code TaskCommittee} judges in rounds: see
 * {@link Committee} for what its members do in these. Amounts are in wei.
 */
public final class Disputes {
  private static final String CONTRACT = Committee.CONTRACT;

  private final Chain chain;
  private final TaskCommittee committee;
  private final Token token;

  Disputes(Chain chain) {
    this.chain = chain;
    committee =
        TaskCommittee.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
    token = new Token(chain);
  }

  /**
   * A dispute that was opened.
   *
   * @param id Keccak-256 of task and node
   * @param accused the node
   * @param challenger who stands to lose a bond
   * @param round in which it is judged first
   * @param task what was done
   * @param derivation SHA-256 in the derivation's CID
   * @param nonce with which the task's identifier was made
   * @param output what the node claims
   * @param place where it was opened
   */
  public record Disputed(
      Digest id,
      Address accused,
      Address challenger,
      BigInteger round,
      TaskId task,
      Digest derivation,
      BigInteger nonce,
      Digest output,
      Place place) {}

  /** How a dispute ended. */
  public enum Verdict {
    UPHELD,
    REFUTED,
    VOID
  }

  /**
   * A dispute that is over.
   *
   * @param id of the dispute
   * @param verdict how it ended
   * @param taken what the accused lost
   * @param place where it ended
   */
  public record Decided(Digest id, Verdict verdict, BigInteger taken, Place place) {}

  /** What a dispute's bond is. */
  public BigInteger bond() throws IOException {
    return Asked.now(committee.DISPUTE_BOND());
  }

  /**
   * What a node that is wrong loses: {@code factor} prices of the task, and {@code least} at least.
   *
   * @param least in the token's smallest unit
   */
  public record Penalty(int factor, BigInteger least) {
    /** The highest price of a task of which the least penalty is so many times as much. */
    public BigInteger highestPrice(int multiple) {
      return least.divide(BigInteger.valueOf(Math.max(multiple, factor)));
    }
  }

  /** What a node that is wrong loses. */
  public Penalty penalty() throws IOException {
    return new Penalty(
        Asked.now(committee.PENALTY_FACTOR()).intValueExact(),
        Asked.now(committee.LEAST_PENALTY()));
  }

  /** The periods of a dispute's rounds. */
  public Committee.Periods periods() throws IOException {
    return new Committee.Periods(
        Asked.now(committee.DRAW_PERIOD()).longValueExact(),
        Asked.now(committee.COMMIT_PERIOD()).longValueExact(),
        Asked.now(committee.REVEAL_PERIOD()).longValueExact());
  }

  /** Lets the account, a node, be drawn as a judge. Again, it changes nothing. */
  public Place stand() throws IOException {
    return standing(true);
  }

  /** Takes that back; places that it has stay its own. */
  public Place resign() throws IOException {
    return standing(false);
  }

  private Place standing(boolean ready) throws IOException {
    List<Stance> stances =
        stances().stream().filter(each -> each.node().equals(chain.lane().address())).toList();
    Optional<Stance> last =
        stances.isEmpty() ? Optional.empty() : Optional.of(stances.get(stances.size() - 1));
    if (last.isPresent() && last.get().ready() == ready) {
      return last.get().place();
    }
    return chain.send(
        "%s after %d".formatted(ready ? "stand" : "resign", stances.size()),
        CONTRACT,
        (ready ? committee.stand() : committee.resign()).encodeFunctionCall());
  }

  private record Stance(Address node, boolean ready, Place place) {}

  private List<Stance> stances() throws IOException {
    List<Stance> all = new ArrayList<>();
    for (ChainEvent event : chain.told(CONTRACT, TaskCommittee.STOOD_EVENT)) {
      var told = TaskCommittee.getStoodEventFromLog(Asked.log(event));
      all.add(new Stance(Address.parse(told.node), true, Place.of(event)));
    }
    for (ChainEvent event : chain.told(CONTRACT, TaskCommittee.RESIGNED_EVENT)) {
      var told = TaskCommittee.getResignedEventFromLog(Asked.log(event));
      all.add(new Stance(Address.parse(told.node), false, Place.of(event)));
    }
    all.sort((one, other) -> one.place().compareTo(other.place()));
    return all;
  }

  /** The nodes that stand ready to judge, as of the last final block. */
  public SortedSet<Address> ready() throws IOException {
    SortedSet<Address> ready = new TreeSet<>();
    for (Stance stance : stances()) {
      if (stance.ready()) {
        ready.add(stance.node());
      } else {
        ready.remove(stance.node());
      }
    }
    return ready;
  }

  /** What a dispute is known by. */
  public static Digest id(TaskId task, Address node) {
    byte[] both = new byte[2 * Digest.LENGTH];
    System.arraycopy(task.digest().bytes(), 0, both, 0, Digest.LENGTH);
    System.arraycopy(node.bytes(), 0, both, both.length - Address.LENGTH, Address.LENGTH);
    return Digest.of(Keccak.hash(both));
  }

  /**
   * Disputes the output in a receipt that stands in a batch, under a bond.
   *
   * @param batch its number
   * @param shown the receipt's leaf
   * @param done what the node signed
   * @param derivation SHA-256 in the derivation's CID
   * @param nonce with which the task's identifier was made
   * @return what the dispute is known by
   */
  public Digest open(
      long batch, Shown shown, SignedReceipt done, Digest derivation, BigInteger nonce)
      throws IOException {
    Digest id = id(done.receipt().task(), done.receipt().node());
    long voided =
        decided().stream()
            .filter(each -> each.id().equals(id) && each.verdict() == Verdict.VOID)
            .count();
    token.send(
        "dispute %s after %d".formatted(id, voided),
        CONTRACT,
        committee
            .dispute(
                BigInteger.valueOf(batch),
                Structures.disputed(shown),
                Structures.disputed(done.receipt()),
                done.signature().bytes(),
                derivation.bytes(),
                nonce)
            .encodeFunctionCall());
    return id;
  }

  /** Shows a node that stands ready for a place of a dispute's present round. */
  public Place summon(Digest dispute, Address node) throws IOException {
    return chain.send(
        "summon %s to %s in %d".formatted(node, dispute, present(dispute)),
        CONTRACT,
        committee.summon(dispute.bytes(), node.text()).encodeFunctionCall());
  }

  /** Ends a dispute after its round, or has others drawn if no quorum agreed. */
  public Place decide(Digest dispute) throws IOException {
    return chain.send(
        "decide %s in %d".formatted(dispute, present(dispute)),
        CONTRACT,
        committee.decide(dispute.bytes()).encodeFunctionCall());
  }

  /** The round in which a dispute is judged, as of the newest block. */
  public BigInteger present(Digest dispute) throws IOException {
    return Asked.now(committee.disputeOf(dispute.bytes())).round;
  }

  /** All final disputes, the first one first. */
  public List<Disputed> opened() throws IOException {
    return chain.told(CONTRACT, TaskCommittee.DISPUTED_EVENT).stream()
        .map(
            event -> {
              var told = TaskCommittee.getDisputedEventFromLog(Asked.log(event));
              return new Disputed(
                  Digest.of(told.dispute),
                  Address.parse(told.accused),
                  Address.parse(told.challenger),
                  told.round,
                  new TaskId(Digest.of(told.task)),
                  Digest.of(told.derivation),
                  told.nonce,
                  Digest.of(told.output),
                  Place.of(event));
            })
        .toList();
  }

  /** All final verdicts, the first one first. */
  public List<Decided> decided() throws IOException {
    return chain.told(CONTRACT, TaskCommittee.DECIDED_EVENT).stream()
        .map(
            event -> {
              var told = TaskCommittee.getDecidedEventFromLog(Asked.log(event));
              // The contract counts NONE and OPEN before them.
              return new Decided(
                  Digest.of(told.dispute),
                  Verdict.values()[told.state.intValueExact() - 2],
                  told.taken,
                  Place.of(event));
            })
        .toList();
  }
}

package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.contracts.TaskCommittee;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.PlaceRequest;
import net.neuralpro.connectors.chain.tasks.Shown;
import net.neuralpro.connectors.chain.tasks.SignedReceipt;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;
import net.neuralpro.schemas.recording.Signature;

/**
 * Tasks that several nodes do, and disputes about receipts: {@code TaskCommittee}. Each is judged
 * in rounds, in which places are drawn, answers put down sealed, and opened. Amounts are in wei.
 */
public final class Committee {
  /** The contract's name. */
  public static final String CONTRACT = "TaskCommittee";

  private final Chain chain;
  private final TaskCommittee committee;
  private final Token token;

  Committee(Chain chain) {
    this.chain = chain;
    committee =
        TaskCommittee.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
    token = new Token(chain);
  }

  /**
   * The parts of a round, each in seconds.
   *
   * @param draw in which places are taken
   * @param commit in which seals are put down
   * @param reveal in which they are opened
   */
  public record Periods(long draw, long commit, long reveal) {}

  /**
   * A task that was opened.
   *
   * @param task what it is known by
   * @param requester who pays
   * @param round in which it is done
   * @param derivation SHA-256 in the derivation's CID
   * @param nonce with which its identifier was made
   * @param price of each place
   * @param place where it was opened
   */
  public record Opened(
      TaskId task,
      Address requester,
      BigInteger round,
      Digest derivation,
      BigInteger nonce,
      BigInteger price,
      Place place) {}

  /**
   * What a task or a round came to.
   *
   * @param output SHA-256 in the output's CID that a quorum got; absent without one
   * @param place where it ended
   */
  public record Closed(Optional<Digest> output, Place place) {}

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

  /**
   * A round as of the newest block: whoever acts in it has not the time to wait for final ones.
   *
   * @param seedBlock whose hash draws the places
   * @param drawUntil seconds since 1970, as the two after it
   * @param places how many there are
   * @param quorum how many equal outputs decide
   * @param ended whether it is over
   * @param penalty what a silent or dissenting member loses
   * @param seed absent while it is not known
   * @param members who have a place now
   */
  public record Round(
      long seedBlock,
      long drawUntil,
      long commitUntil,
      long revealUntil,
      int places,
      int quorum,
      boolean ended,
      BigInteger penalty,
      Optional<Digest> seed,
      List<Address> members) {}

  /** For which contract wishes for places and seals are signed. */
  public Domain domain() {
    return new Domain(chain.number(), chain.contract(CONTRACT));
  }

  /** What a dispute's bond is. */
  public BigInteger disputeBond() throws IOException {
    return Asked.now(committee.DISPUTE_BOND());
  }

  /** The periods of a dispute's rounds. */
  public Periods disputePeriods() throws IOException {
    return new Periods(
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

  /**
   * Opens a task of the account that several nodes do, and reserves their pay of its balance. The
   * account must have allowed the committee as a poster. Again, it changes nothing.
   *
   * @param derivation SHA-256 in the derivation's CID
   * @param nonce which one of the account's tasks with this derivation
   * @param price what each member of the agreeing quorum gets
   * @param places how many nodes do it
   * @param quorum how many equal outputs are the result; more than half of the places
   */
  public Opened open(
      Digest derivation,
      BigInteger nonce,
      BigInteger price,
      int places,
      int quorum,
      Periods periods)
      throws IOException {
    TaskId task = TaskId.of(chain.lane().address(), derivation, nonce);
    Optional<Opened> before = find(task);
    if (before.isPresent()) {
      return before.get();
    }
    chain.send(
        "open " + task,
        CONTRACT,
        committee
            .openTask(
                derivation.bytes(),
                nonce,
                price,
                BigInteger.valueOf(places),
                BigInteger.valueOf(quorum),
                new TaskCommittee.Periods(
                    BigInteger.valueOf(periods.draw()),
                    BigInteger.valueOf(periods.commit()),
                    BigInteger.valueOf(periods.reveal())))
            .encodeFunctionCall());
    return find(task)
        .orElseThrow(
            () -> new ChainException("CHAIN-EVENTS", "Cannot find task " + task + " opened"));
  }

  private Optional<Opened> find(TaskId task) throws IOException {
    return opened().stream().filter(each -> each.task().equals(task)).findFirst();
  }

  /** Asks for a place of a task for a node, by its account or its hot key. */
  public Place enter(Opened opened, Address node) throws IOException {
    return chain.send(
        "enter %s as %s at %d".formatted(opened.task(), node, seats(opened.round(), node)),
        CONTRACT,
        committee.enter(opened.task().digest().bytes(), node.text()).encodeFunctionCall());
  }

  /** The same for a node that signed. */
  public Place enterFor(Opened opened, PlaceRequest request, Signature signature)
      throws IOException {
    return chain.send(
        "enter %s as %s at %d"
            .formatted(opened.task(), request.node(), seats(opened.round(), request.node())),
        CONTRACT,
        committee
            .enterFor(
                opened.task().digest().bytes(),
                request.node().text(),
                BigInteger.valueOf(request.deadline()),
                signature.bytes())
            .encodeFunctionCall());
  }

  /** How often a node lost a place of a round: it may be given one again then. */
  private long seats(BigInteger round, Address node) throws IOException {
    return chain.told(CONTRACT, TaskCommittee.DISPLACED_EVENT).stream()
        .map(event -> TaskCommittee.getDisplacedEventFromLog(Asked.log(event)))
        .filter(told -> told.round.equals(round) && Address.parse(told.node).equals(node))
        .count();
  }

  /** Keeps the hash that draws a round's places, or has another block draw if it is forgotten. */
  public Place fixSeed(BigInteger round) throws IOException {
    long postponed =
        chain.told(CONTRACT, TaskCommittee.SEEDPOSTPONED_EVENT).stream()
            .map(event -> TaskCommittee.getSeedPostponedEventFromLog(Asked.log(event)))
            .filter(told -> told.round.equals(round))
            .count();
    return chain.send(
        "seed %d after %d".formatted(round, postponed),
        CONTRACT,
        committee.fixSeed(round).encodeFunctionCall());
  }

  /** Puts down what a node found, sealed, by its account or its hot key. */
  public Place commit(Answer answer) throws IOException {
    return chain.send(
        "seal %d of %s".formatted(answer.round(), answer.node()),
        CONTRACT,
        committee
            .commit(answer.round(), answer.node().text(), answer.seal().bytes())
            .encodeFunctionCall());
  }

  /**
   * Puts down a seal that a node signed.
   *
   * @param deadline that it signed, seconds since 1970
   */
  public Place commitFor(
      BigInteger round, Address node, Digest seal, long deadline, Signature signature)
      throws IOException {
    return chain.send(
        "seal %d of %s".formatted(round, node),
        CONTRACT,
        committee
            .commitFor(
                round, node.text(), seal.bytes(), BigInteger.valueOf(deadline), signature.bytes())
            .encodeFunctionCall());
  }

  /** Opens a seal; anybody who knows what opens it may. */
  public Place reveal(Answer answer) throws IOException {
    return chain.send(
        "reveal %d of %s".formatted(answer.round(), answer.node()),
        CONTRACT,
        committee
            .reveal(
                answer.round(),
                answer.node().text(),
                answer.keyedDigest().bytes(),
                answer.output().bytes(),
                answer.salt().bytes())
            .encodeFunctionCall());
  }

  /** Ends a task after its round: pays who agree, and takes stake of the others. */
  public Closed close(TaskId task) throws IOException {
    Optional<Closed> before = closed(task);
    if (before.isPresent()) {
      return before.get();
    }
    chain.send(
        "close " + task, CONTRACT, committee.closeTask(task.digest().bytes()).encodeFunctionCall());
    return closed(task)
        .orElseThrow(
            () -> new ChainException("CHAIN-EVENTS", "Cannot find task " + task + " closed"));
  }

  /** What a task came to, if it is over and that is final. */
  public Optional<Closed> closed(TaskId task) throws IOException {
    for (ChainEvent event : chain.told(CONTRACT, TaskCommittee.TASKCLOSED_EVENT)) {
      var told = TaskCommittee.getTaskClosedEventFromLog(Asked.log(event));
      if (Digest.of(told.task).equals(task.digest())) {
        return Optional.of(
            new Closed(
                told.agreed ? Optional.of(Digest.of(told.output)) : Optional.empty(),
                Place.of(event)));
      }
    }
    return Optional.empty();
  }

  /** What a dispute is known by. */
  public static Digest dispute(TaskId task, Address node) {
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
  public Digest dispute(
      long batch, Shown shown, SignedReceipt done, Digest derivation, BigInteger nonce)
      throws IOException {
    Digest id = dispute(done.receipt().task(), done.receipt().node());
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

  /** All final tasks, the first one first. */
  public List<Opened> opened() throws IOException {
    return chain.told(CONTRACT, TaskCommittee.TASKOPENED_EVENT).stream()
        .map(
            event -> {
              var told = TaskCommittee.getTaskOpenedEventFromLog(Asked.log(event));
              return new Opened(
                  new TaskId(Digest.of(told.task)),
                  Address.parse(told.requester),
                  told.round,
                  Digest.of(told.derivation),
                  told.nonce,
                  told.price,
                  Place.of(event));
            })
        .toList();
  }

  /** All final disputes, the first one first. */
  public List<Disputed> disputes() throws IOException {
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

  /** A round as of the newest block. */
  public Round round(BigInteger number) throws IOException {
    var now = Asked.now(committee.roundOf(number));
    Digest seed = Digest.of(now.seed);
    return new Round(
        now.seedBlock.longValueExact(),
        now.drawUntil.longValueExact(),
        now.commitUntil.longValueExact(),
        now.revealUntil.longValueExact(),
        now.places.intValueExact(),
        now.quorum.intValueExact(),
        now.ended,
        now.penalty,
        seed.equals(Digest.of(new byte[Digest.LENGTH])) ? Optional.empty() : Optional.of(seed),
        now.members.stream().map(Address::parse).toList());
  }

  /** What of a node's stake answers for its open rounds, as of the newest block. */
  public BigInteger bound(Address node) throws IOException {
    return Asked.now(committee.boundOf(node.text()));
  }
}

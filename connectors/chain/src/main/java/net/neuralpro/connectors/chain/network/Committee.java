package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.contracts.TaskCommittee;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.PlaceRequest;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;

/**
 * Tasks that several nodes do, and the rounds in which these and disputes are judged: {@code
 * TaskCommittee}. In a round places are drawn, answers put down sealed, and opened. Amounts are in
 * wei.
 */
public final class Committee {
  /** The contract's name. */
  public static final String CONTRACT = "TaskCommittee";

  private final Chain chain;
  private final TaskCommittee committee;

  Committee(Chain chain) {
    this.chain = chain;
    committee =
        TaskCommittee.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
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

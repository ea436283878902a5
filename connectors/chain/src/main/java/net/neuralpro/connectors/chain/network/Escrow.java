package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.contracts.TaskEscrow;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.Shown;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;
import org.web3j.protocol.core.DefaultBlockParameterName;

/**
 * What tasks pay: {@code TaskEscrow}. Requesters put money in, batches of signed receipts are
 * posted, asked about and become payable, nodes take their pay. Amounts are in wei, 10^18 of which
 * are one token.
 */
public final class Escrow {
  /** The contract's name. */
  public static final String CONTRACT = "TaskEscrow";

  private final Chain chain;
  private final TaskEscrow escrow;
  private final Token token;

  Escrow(Chain chain) {
    this.chain = chain;
    escrow =
        TaskEscrow.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
    token = new Token(chain);
  }

  /**
   * What was decided when the contract was made.
   *
   * @param challenge how long a batch may be asked about, seconds
   * @param answer how long a demanded leaf may take, seconds
   * @param settlement how long after a deadline, or after a batch was voided, a task may be posted,
   *     seconds
   * @param withdrawal how long money takes to leave, seconds
   * @param batchBond what a poster stands to lose
   * @param demandBond what a demand costs that is answered
   */
  public record Terms(
      long challenge,
      long answer,
      long settlement,
      long withdrawal,
      BigInteger batchBond,
      BigInteger demandBond) {}

  /**
   * Money that was asked for.
   *
   * @param freeAt seconds since 1970
   */
  public record Withdrawal(BigInteger amount, long freeAt) {}

  public Terms terms() throws IOException {
    return new Terms(
        Asked.now(escrow.CHALLENGE_WINDOW()).longValueExact(),
        Asked.now(escrow.ANSWER_WINDOW()).longValueExact(),
        Asked.now(escrow.SETTLEMENT_WINDOW()).longValueExact(),
        Asked.now(escrow.WITHDRAWAL_DELAY()).longValueExact(),
        Asked.now(escrow.BATCH_BOND()),
        Asked.now(escrow.DEMAND_BOND()));
  }

  /** For which contract assignments and receipts are signed. */
  public Domain domain() {
    return new Domain(chain.number(), chain.contract(CONTRACT));
  }

  /**
   * Puts money in for the account's tasks and bonds.
   *
   * @param deposit a name for it among the account's: the same one is paid once
   */
  public Place deposit(String deposit, BigInteger amount) throws IOException {
    return token.send("deposit " + deposit, CONTRACT, escrow.deposit(amount).encodeFunctionCall());
  }

  /**
   * Asks for money back. A new request replaces the old one.
   *
   * @param request a name for it among the account's: the same one is asked for once
   */
  public Place requestWithdrawal(String request, BigInteger amount) throws IOException {
    return chain.send(
        "request " + request, CONTRACT, escrow.requestWithdrawal(amount).encodeFunctionCall());
  }

  /** Takes out what was asked for and is free, or what settlements left of it. */
  public Place withdraw() throws IOException {
    long before =
        chain.told(CONTRACT, TaskEscrow.WITHDRAWN_EVENT).stream()
            .map(event -> TaskEscrow.getWithdrawnEventFromLog(Asked.log(event)))
            .filter(told -> Address.parse(told.requester).equals(chain.lane().address()))
            .count();
    return chain.send(
        "withdraw deposit after " + before, CONTRACT, escrow.withdraw().encodeFunctionCall());
  }

  /** Lets somebody spend the account's balance: who posts its batches, or a committee. */
  public Place allowPoster(Address poster) throws IOException {
    return setPoster(poster, true);
  }

  /** Takes that back; what was posted before stands. */
  public Place dismissPoster(Address poster) throws IOException {
    return setPoster(poster, false);
  }

  private Place setPoster(Address poster, boolean may) throws IOException {
    Address account = chain.lane().address();
    List<ChainEvent> changes =
        chain.told(CONTRACT, TaskEscrow.POSTERCHANGED_EVENT).stream()
            .filter(
                event -> {
                  var told = TaskEscrow.getPosterChangedEventFromLog(Asked.log(event));
                  return Address.parse(told.requester).equals(account)
                      && Address.parse(told.poster).equals(poster);
                })
            .toList();
    if (!changes.isEmpty()) {
      ChainEvent last = changes.get(changes.size() - 1);
      if (TaskEscrow.getPosterChangedEventFromLog(Asked.log(last)).may == may) {
        return Place.of(last);
      }
    }
    return chain.send(
        "%s poster %s after %d".formatted(may ? "allow" : "dismiss", poster, changes.size()),
        CONTRACT,
        (may ? escrow.allowPoster(poster.text()) : escrow.dismissPoster(poster.text()))
            .encodeFunctionCall());
  }

  /**
   * Posts a batch, which reserves its total of the requester's balance and a bond of the account's.
   * The same batch again, while it is not void, changes nothing.
   *
   * @param list of the batch, which must be published by now
   * @return the batch's number
   */
  public long post(Batch batch, Cid list) throws IOException {
    List<Standing> same = same(batch, list);
    Optional<Standing> standing = same.stream().filter(each -> !each.isVoid()).findFirst();
    if (standing.isPresent()) {
      return standing.get().number();
    }
    return posted(
        chain.send(
            name(batch, list, same.size()),
            CONTRACT,
            escrow
                .post(
                    batch.requester().text(),
                    batch.root().bytes(),
                    BigInteger.valueOf(batch.count()),
                    batch.total(),
                    list.digest())
                .encodeFunctionCall()));
  }

  /** Whether a batch was posted, or handed to the outbox and so may be posted at any time. */
  public boolean isOnItsWay(Batch batch, Cid list) throws IOException {
    List<Standing> same = same(batch, list);
    return same.stream().anyMatch(each -> !each.isVoid())
        || chain.lane().knows(name(batch, list, same.size()));
  }

  /** All that was ever posted of a batch. */
  private List<Standing> same(Batch batch, Cid list) throws IOException {
    return batches().values().stream()
        .filter(
            each ->
                each.root().equals(batch.root())
                    && each.requester().equals(batch.requester())
                    && each.count() == batch.count()
                    && each.list().equals(Optional.of(Digest.of(list.digest()))))
        .toList();
  }

  private static String name(Batch batch, Cid list, int before) {
    return "post %s of %s by %s after %d".formatted(batch.root(), batch.requester(), list, before);
  }

  /** The batch that a final transaction posted. */
  private long posted(Place place) throws IOException {
    return batches().values().stream()
        .filter(each -> each.posted().transaction().equals(place.transaction()))
        .map(Standing::number)
        .findFirst()
        .orElseThrow(
            () ->
                new ChainException(
                    "CHAIN-EVENTS",
                    "Cannot find what transaction %s posted".formatted(place.transaction())));
  }

  /** Settles a task that no batch holds, under the account's bond: it is judged at once. */
  public long settleOwn(Work work) throws IOException {
    return settle(
        work,
        "settle",
        escrow
            .settleOwn(
                Structures.of(work.promised().assignment()),
                Structures.of(work.done().receipt()),
                work.promised().signature().bytes(),
                work.done().signature().bytes())
            .encodeFunctionCall());
  }

  /**
   * Settles a task whose batch was voided, for which its time begins again with that.
   *
   * @param voided the batch's number
   * @param shown the task's leaf in it
   */
  public long settleAfter(long voided, Shown shown, Work work) throws IOException {
    return settle(
        work,
        "settle after batch " + voided,
        escrow
            .settleAfter(
                BigInteger.valueOf(voided),
                Structures.of(shown),
                Structures.of(work.promised().assignment()),
                Structures.of(work.done().receipt()),
                work.promised().signature().bytes(),
                work.done().signature().bytes())
            .encodeFunctionCall());
  }

  private long settle(Work work, String how, String data) throws IOException {
    Digest root = Batch.of(List.of(work)).root();
    List<Standing> same =
        batches().values().stream()
            .filter(each -> each.list().isEmpty() && each.root().equals(root))
            .toList();
    Optional<Standing> standing = same.stream().filter(each -> !each.isVoid()).findFirst();
    if (standing.isPresent()) {
      return standing.get().number();
    }
    return posted(chain.send("%s %s after %d".formatted(how, root, same.size()), CONTRACT, data));
  }

  /** Whether the account ever asked for a leaf. */
  public boolean hasDemanded(long number, int index) throws IOException {
    return chain.lane().knows("demand %d of %d".formatted(index, number));
  }

  /** Asks for a leaf of a batch, under a bond. A leaf is asked for once, by whomever. */
  public Place demand(long number, int index) throws IOException {
    return token.send(
        "demand %d of %d".formatted(index, number),
        CONTRACT,
        escrow.demand(BigInteger.valueOf(number), BigInteger.valueOf(index)).encodeFunctionCall());
  }

  /** Shows a leaf that was asked for, and the one before it. */
  public Place answer(long number, Batch batch, int index) throws IOException {
    Work work = batch.works().get(index);
    return chain.send(
        "answer %d of %d".formatted(index, number),
        CONTRACT,
        escrow
            .answer(
                BigInteger.valueOf(number),
                Structures.of(batch.shown(index)),
                Structures.of(batch.shown(Math.max(0, index - 1))),
                Structures.of(work.promised().assignment()),
                Structures.of(work.done().receipt()),
                work.promised().signature().bytes(),
                work.done().signature().bytes())
            .encodeFunctionCall());
  }

  /** Whether somebody's bond for a leaf was neither lost nor given back, as of the newest block. */
  public boolean isOwed(long number, int index) throws IOException {
    var asked = Asked.now(escrow.demandOf(BigInteger.valueOf(number), BigInteger.valueOf(index)));
    return new BigInteger(asked.by.substring(2), 16).signum() != 0;
  }

  /** Voids a batch whose leaf was not shown in time; half its bond is for who asked. */
  public Place lapse(long number, int index) throws IOException {
    return chain.send(
        "lapse %d of %d".formatted(index, number),
        CONTRACT,
        escrow.lapse(BigInteger.valueOf(number), BigInteger.valueOf(index)).encodeFunctionCall());
  }

  /** Gives the bond of a demand back when the batch was voided by another one. */
  public Place reclaim(long number, int index) throws IOException {
    return chain.send(
        "reclaim %d of %d".formatted(index, number),
        CONTRACT,
        escrow.reclaim(BigInteger.valueOf(number), BigInteger.valueOf(index)).encodeFunctionCall());
  }

  /**
   * Shows that a task of the same node stands in an earlier batch of the same requester: the later
   * batch waits while the earlier one is undecided, and is void once that pays.
   *
   * @param later number of the later batch
   * @param shown its leaf
   * @param earlier number of the earlier one
   * @param first its leaf
   */
  public Place duplicate(long later, Shown shown, long earlier, Shown first) throws IOException {
    Standing before = require(earlier);
    return chain.send(
        "%s %d at %d for %d at %d"
            .formatted(
                before.isFinal() ? "void" : "hold", later, shown.index(), earlier, first.index()),
        CONTRACT,
        escrow
            .duplicate(
                BigInteger.valueOf(later),
                Structures.of(shown),
                BigInteger.valueOf(earlier),
                Structures.of(first))
            .encodeFunctionCall());
  }

  /** Lets a batch go on when an earlier one for which it waits is void. */
  public Place release(long later, long earlier) throws IOException {
    return chain.send(
        "release %d of %d".formatted(later, earlier),
        CONTRACT,
        escrow
            .release(BigInteger.valueOf(later), BigInteger.valueOf(earlier))
            .encodeFunctionCall());
  }

  /** Makes a batch payable after its window, if nothing about it is undecided. Again, nothing. */
  public Place finalise(long number) throws IOException {
    Standing standing = require(number);
    return standing.isFinal()
        ? standing.decided().orElseThrow()
        : chain.send(
            "finalise " + number,
            CONTRACT,
            escrow.finalise(BigInteger.valueOf(number)).encodeFunctionCall());
  }

  /** Pays the account, a node, its range of a batch. Again, it pays nothing. */
  public Place claim(long number, Batch.Range range) throws IOException {
    return chain.send(
        "claim of batch " + number,
        CONTRACT,
        escrow
            .claim(
                BigInteger.valueOf(number),
                Structures.of(range.first()),
                Structures.of(range.last()))
            .encodeFunctionCall());
  }

  /**
   * Pay that a node took.
   *
   * @param batch number of the batch
   * @param node who was paid
   * @param amount what it got
   * @param place where it was paid
   */
  public record Claim(long batch, Address node, BigInteger amount, Place place) {}

  /** All pay that nodes took, the first one first. */
  public List<Claim> claims() throws IOException {
    return chain.told(CONTRACT, TaskEscrow.CLAIMED_EVENT).stream()
        .map(
            event -> {
              var told = TaskEscrow.getClaimedEventFromLog(Asked.log(event));
              return new Claim(
                  told.batch.longValueExact(),
                  Address.parse(told.node),
                  told.amount,
                  Place.of(event));
            })
        .toList();
  }

  /** All batches by number, as of the last final block. */
  public SortedMap<Long, Standing> batches() throws IOException {
    return Standings.of(chain);
  }

  /** A batch as of the last final block. */
  public Optional<Standing> batch(long number) throws IOException {
    return Optional.ofNullable(batches().get(number));
  }

  private Standing require(long number) throws IOException {
    return batch(number)
        .orElseThrow(
            () -> new ChainException("CHAIN-REFUSED", "Batch " + number + " is not final yet"));
  }

  /** When a batch was posted, seconds since 1970. */
  public long postedAt(Standing batch) throws IOException {
    return chain.time(batch.posted().block());
  }

  /** What is free of a requester's balance, as of the newest block. */
  public BigInteger balance(Address requester) throws IOException {
    return Asked.now(escrow.balanceOf(requester.text()));
  }

  /** What a requester has asked back, as of the newest block: whoever works for him looks first. */
  public Optional<Withdrawal> withdrawal(Address requester) throws IOException {
    var asked = Asked.now(escrow.withdrawalOf(requester.text()));
    return asked.component1().signum() == 0
        ? Optional.empty()
        : Optional.of(new Withdrawal(asked.component1(), asked.component2().longValueExact()));
  }

  /** Whether somebody may spend a requester's balance, as of the newest block. */
  public boolean mayPost(Address requester, Address poster) throws IOException {
    return requester.equals(poster) || Asked.now(escrow.mayPost(requester.text(), poster.text()));
  }

  /**
   * In which batch a task of a node is settled alone, as of the newest block: what a poster asks
   * before he settles it too.
   */
  public Optional<Long> settledAlone(Work work) throws IOException {
    byte[] both = new byte[2 * Digest.LENGTH];
    System.arraycopy(work.task().digest().bytes(), 0, both, 0, Digest.LENGTH);
    System.arraycopy(work.node().bytes(), 0, both, both.length - Address.LENGTH, Address.LENGTH);
    BigInteger number = Asked.now(escrow.postedAlone(Keccak.hash(both)));
    return number.signum() == 0 ? Optional.empty() : Optional.of(number.longValueExact());
  }

  /**
   * Whether an account is a contract, which says by itself what it has signed. Only the contract
   * can judge its assignments then.
   */
  public boolean isContract(Address account) throws IOException {
    return !chain
        .web3j()
        .ethGetCode(account.text(), DefaultBlockParameterName.LATEST)
        .send()
        .getCode()
        .equals("0x");
  }
}

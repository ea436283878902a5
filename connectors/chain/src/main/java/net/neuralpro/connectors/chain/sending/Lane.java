package net.neuralpro.connectors.chain.sending;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.schemas.recording.Address;
import org.web3j.protocol.Web3j;

/**
 * Sends the transactions of one account in the order of their numbers. Each has a name, is written
 * down before it is sent, and takes effect once: whoever sends it again by the same name waits for
 * the first. What gets lost is sent again, what gets stuck is replaced for a higher fee, what
 * another program of the same key displaced gets another number.
 */
public final class Lane implements Closeable {
  /** What may pass: nothing is known of the transaction, and later there is. */
  private static final Set<String> PASSING = Set.of("CHAIN-UNREACHABLE", "CHAIN-LAGS");

  private final Web3j web3j;
  private final Ledger ledger;
  private final Signer signer;
  private final Outbox outbox;
  private final Drafts drafts;
  private final Broadcasts broadcasts;
  private final Pace pace;

  /**
   * How patient a lane is.
   *
   * @param poll how often it looks
   * @param stuck after so many blocks without effect a transaction is replaced
   * @param most how long it waits altogether
   */
  public record Pace(Duration poll, int stuck, Duration most) {
    /** For chains with a block every few seconds. */
    public static final Pace STEADY = new Pace(Duration.ofSeconds(2), 6, Duration.ofHours(1));

    /** For a development chain. */
    public static final Pace QUICK = new Pace(Duration.ofMillis(50), 3, Duration.ofMinutes(2));

    private static final Set<Long> DEVELOPMENT_CHAINS = Set.of(1337L, 31337L);

    /** For the chain of this number. */
    public static Pace of(long chain) {
      return DEVELOPMENT_CHAINS.contains(chain) ? QUICK : STEADY;
    }
  }

  /**
   * What became of a transaction that is final.
   *
   * @param name what it was for
   * @param transaction its hash, with 0x
   * @param block number of its block
   * @param gas what it used
   * @param made the contract that it made
   */
  public record Included(
      String name, String transaction, long block, long gas, Optional<Address> made) {}

  private Lane(Endpoints nodes, Finality finality, Signer signer, Outbox outbox, Pace pace) {
    this.web3j = Web3j.build(nodes);
    this.ledger = new Ledger(nodes, finality, account(signer));
    this.signer = signer;
    this.outbox = outbox;
    this.drafts = new Drafts(nodes.chain(), web3j, signer);
    this.broadcasts = new Broadcasts(nodes, outbox, ledger, signer.address());
    this.pace = pace;
  }

  /**
   * Opens the lane of an account.
   *
   * @param file where what is to be sent is written down
   */
  public static Lane open(Endpoints nodes, Finality finality, Signer signer, Path file, Pace pace)
      throws IOException {
    return new Lane(nodes, finality, signer, Outbox.open(file, account(signer)), pace);
  }

  private static String account(Signer signer) {
    return signer.address().text().toLowerCase(Locale.ROOT);
  }

  /** Whose transactions these are. */
  public Address address() {
    return signer.address();
  }

  /** Whether a transaction of this name was written down, sent or not. */
  public boolean knows(String name) throws IOException {
    return outbox.find(name).isPresent();
  }

  /** Whether the transaction of this name was final. */
  public boolean finished(String name) throws IOException {
    return outbox.find(name).filter(Outbox.Entry::done).isPresent();
  }

  /**
   * Sends a transaction, unless one of this name was sent, and waits until it is final.
   *
   * @param name what it is for, the same whenever it is tried
   * @param target the contract, or nothing to make one
   * @param data what is asked of it, with 0x
   * @throws ChainException CHAIN-REFUSED if the contract refuses it; CHAIN-FUNDS if the account
   *     cannot pay for it and CHAIN-STUCK if it does not become final in time: it may yet, and the
   *     same call goes on waiting
   */
  public Included send(String name, Optional<String> target, String data) throws IOException {
    Outbox.Entry entry = outbox.alone(() -> written(name, target, data));
    if (!entry.done()) {
      broadcasts.send(entry);
    }
    return await(name);
  }

  /**
   * Sends again what was written down and the chain does not have, such as after this program was
   * ended, or a chain that was thought final lost something.
   */
  public void resume() throws IOException {
    for (Outbox.Entry entry : outbox.between(ledger.count(), outbox.last())) {
      broadcasts.send(entry);
    }
  }

  private Outbox.Entry written(String name, Optional<String> target, String data)
      throws IOException {
    Optional<Outbox.Entry> known = outbox.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    Outbox.Entry entry = drafts.write(name, next(), target, data, ledger.newest());
    outbox.put(entry);
    return entry;
  }

  private BigInteger next() throws IOException {
    return ledger.count().max(outbox.last().add(BigInteger.ONE));
  }

  private Included await(String name) throws IOException {
    long end = System.nanoTime() + pace.most().toNanos();
    Wait wait = new Wait();
    while (System.nanoTime() < end) {
      try {
        Optional<Included> included = look(name, wait);
        if (included.isPresent()) {
          return included.get();
        }
      } catch (ChainException e) {
        if (!PASSING.contains(e.rule())) {
          throw e;
        }
        wait.reason = String.valueOf(e.getMessage());
      }
      pause();
    }
    throw new ChainException(
        "CHAIN-STUCK",
        "'%s' is not final after %d s%s; try again, nothing is sent twice"
            .formatted(
                name,
                pace.most().toSeconds(),
                wait.reason.isEmpty() ? "" : " (" + wait.reason + ")"));
  }

  /** What is remembered while one waits. */
  private static final class Wait {
    private String reason = "";
    private long since = -1;
    private long searched = -1;
  }

  private Optional<Included> look(String name, Wait wait) throws IOException {
    Outbox.Entry entry = outbox.find(name).orElseThrow();
    Optional<Ledger.Found> found = ledger.find(entry.hashes());
    if (found.isPresent()) {
      wait.since = -1;
      return found.get().block().isPresent()
          ? Optional.of(finish(entry, found.get()))
          : Optional.empty();
    }
    if (ledger.count().compareTo(entry.nonce()) > 0) {
      displaced(entry, wait);
      return Optional.empty();
    }
    long now = ledger.newest();
    if (wait.since < 0 || now < wait.since) {
      wait.since = now;
    }
    if (now - wait.since >= pace.stuck()) {
      raise(entry);
      wait.reason = broadcasts.sendUpTo(entry);
      wait.since = now;
    } else if (!ledger.isPending(entry.hashes())) {
      wait.reason = broadcasts.sendUpTo(entry);
    }
    return Optional.empty();
  }

  /** What is final stays known by its name; what was refused may be tried again by it. */
  private Included finish(Outbox.Entry entry, Ledger.Found found) throws IOException {
    boolean refused = !found.succeeded();
    outbox.alone(
        () -> {
          outbox.forget(entry.name());
          outbox.put(entry.finished(refused ? entry.name() + " #" + entry.nonce() : entry.name()));
          return entry;
        });
    if (refused) {
      throw new ChainException(
          "CHAIN-REFUSED", "The chain refused '" + entry.name() + "' when its turn came");
    }
    return new Included(
        entry.name(),
        found.hash(),
        found.block().orElseThrow(),
        found.gas(),
        entry.target().isPresent() ? Optional.empty() : Optional.of(ledger.made(entry.nonce())));
  }

  /**
   * Gives a transaction another number when its own was used by somebody else who has the key. That
   * must be shown by the other transaction itself, in a final block: it bears this key's signature,
   * which no node can forge, so no lie of a node makes anything take effect twice.
   */
  private void displaced(Outbox.Entry seen, Wait wait) throws IOException {
    long from = Math.max(wait.searched, ledger.searchedFrom(seen.since()));
    Ledger.Search search = ledger.searchOther(seen.nonce(), seen.hashes(), from);
    wait.searched = search.next();
    if (!search.found()) {
      return;
    }
    Fees fees = Fees.now(web3j);
    Outbox.Entry moved =
        outbox.alone(
            () -> {
              Outbox.Entry entry = outbox.find(seen.name()).orElseThrow();
              if (!entry.nonce().equals(seen.nonce()) || entry.done()) {
                return entry;
              }
              Outbox.Entry anew =
                  drafts.sign(
                      entry.name(),
                      next(),
                      entry.target(),
                      entry.data(),
                      entry.gas(),
                      fees,
                      List.of(),
                      ledger.newest());
              outbox.put(anew);
              return anew;
            });
    wait.searched = -1;
    wait.since = -1;
    wait.reason = broadcasts.send(moved);
  }

  /** Raises the fees of what is stuck: this one, and those before it that hold it up. */
  private void raise(Outbox.Entry last) throws IOException {
    Fees now = Fees.now(web3j);
    for (Outbox.Entry seen : outbox.between(ledger.count(), last.nonce())) {
      outbox.alone(
          () -> {
            Optional<Outbox.Entry> found = outbox.find(seen.name());
            if (found.isEmpty() || found.get().done() || !found.get().raw().equals(seen.raw())) {
              return seen;
            }
            Outbox.Entry entry = found.get();
            Optional<Fees> fees = new Fees(entry.tip(), entry.fee()).replacedBy(now);
            if (fees.isPresent()) {
              outbox.put(
                  drafts.sign(
                      entry.name(),
                      entry.nonce(),
                      entry.target(),
                      entry.data(),
                      entry.gas(),
                      fees.get(),
                      entry.hashes(),
                      entry.since()));
            }
            return seen;
          });
    }
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(pace.poll().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for the chain");
    }
  }

  @Override
  public void close() throws IOException {
    outbox.close();
  }
}

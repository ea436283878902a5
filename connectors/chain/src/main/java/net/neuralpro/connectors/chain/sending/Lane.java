package net.neuralpro.connectors.chain.sending;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Sends the transactions of one account in the order of their numbers. Each has a name, is written
 * down before it is sent, and takes effect once: whoever sends it again by the same name waits for
 * the first. What gets lost is sent again, what gets stuck is replaced for a higher fee.
 */
public final class Lane implements Closeable {
  /** The most gas of a transaction (EIP-7825). */
  private static final BigInteger MOST_GAS = BigInteger.valueOf(16_777_216);

  private static final int MARGIN_PERCENT = 120;
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private final Web3j web3j;
  private final long chain;
  private final Finality finality;
  private final Signer signer;
  private final Outbox outbox;
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
    public static final Pace STEADY = new Pace(Duration.ofSeconds(2), 6, Duration.ofMinutes(30));

    /** For a development chain. */
    public static final Pace QUICK = new Pace(Duration.ofMillis(50), 3, Duration.ofMinutes(2));
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
      String name, String transaction, long block, long gas, Optional<Address> made) {
    static Included of(String name, TransactionReceipt receipt) {
      return new Included(
          name,
          receipt.getTransactionHash(),
          receipt.getBlockNumber().longValueExact(),
          receipt.getGasUsed().longValueExact(),
          Optional.ofNullable(receipt.getContractAddress()).map(Address::parse));
    }
  }

  private Lane(Endpoints nodes, Finality finality, Signer signer, Outbox outbox, Pace pace) {
    this.web3j = Web3j.build(nodes);
    this.chain = nodes.chain();
    this.finality = finality;
    this.signer = signer;
    this.outbox = outbox;
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

  private String account() {
    return account(signer);
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
   * @throws ChainException CHAIN-REFUSED if the contract refuses it, CHAIN-STUCK if it does not
   *     become final in time: it may yet, and the same call goes on waiting
   */
  public Included send(String name, Optional<String> target, String data) throws IOException {
    Outbox.Entry entry = outbox.alone(() -> written(name, target, data));
    broadcast(entry);
    return await(name);
  }

  /** Sends again what was written down and is not final, such as after this program was ended. */
  public void resume() throws IOException {
    for (Outbox.Entry entry : outbox.unfinished()) {
      broadcast(entry);
    }
  }

  private Outbox.Entry written(String name, Optional<String> target, String data)
      throws IOException {
    Optional<Outbox.Entry> known = outbox.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    BigInteger gas = estimate(target, data);
    BigInteger nonce = count().max(outbox.last().add(BigInteger.ONE));
    Outbox.Entry entry = signed(name, nonce, target, data, gas, Fees.now(web3j), List.of());
    outbox.put(entry);
    return entry;
  }

  private Outbox.Entry signed(
      String name,
      BigInteger nonce,
      Optional<String> target,
      String data,
      BigInteger gas,
      Fees fees,
      List<String> before)
      throws IOException {
    String raw =
        signer.sign(
            RawTransaction.createTransaction(
                chain,
                nonce,
                gas,
                target.orElse(""),
                BigInteger.ZERO,
                data,
                fees.tip(),
                fees.most()));
    List<String> hashes = new ArrayList<>(before);
    hashes.add(Hash.sha3(raw));
    return new Outbox.Entry(
        name, nonce, target, data, gas, fees.tip(), fees.most(), raw, hashes, false);
  }

  private BigInteger estimate(Optional<String> target, String data) throws IOException {
    Transaction call =
        new Transaction(account(), null, null, null, target.orElse(null), BigInteger.ZERO, data);
    EthEstimateGas answer = web3j.ethEstimateGas(call).send();
    if (answer.hasError()) {
      throw Refusals.of(answer.getError());
    }
    BigInteger gas =
        answer.getAmountUsed().multiply(BigInteger.valueOf(MARGIN_PERCENT)).divide(HUNDRED);
    if (answer.getAmountUsed().compareTo(MOST_GAS) > 0) {
      throw new ChainException(
          "CHAIN-GAS",
          "Cannot send a transaction of %d gas: %d at most"
              .formatted(answer.getAmountUsed(), MOST_GAS));
    }
    return gas.min(MOST_GAS);
  }

  /** Hands a transaction to a node; that the node has it or something of its number is no error. */
  private void broadcast(Outbox.Entry entry) throws IOException {
    if (!entry.done()) {
      EthSendTransaction unused = web3j.ethSendRawTransaction(entry.raw()).send();
    }
  }

  /**
   * Hands over what the chain lacks up to this transaction: a chain that lost earlier ones would
   * never come to its number. They are the same bytes, so none can take effect twice.
   */
  private void rebroadcast(Outbox.Entry entry) throws IOException {
    for (Outbox.Entry each : outbox.between(count(), entry.nonce())) {
      EthSendTransaction unused = web3j.ethSendRawTransaction(each.raw()).send();
    }
  }

  private BigInteger count() throws IOException {
    return web3j
        .ethGetTransactionCount(account(), DefaultBlockParameterName.LATEST)
        .send()
        .getTransactionCount();
  }

  private Included await(String name) throws IOException {
    long end = System.nanoTime() + pace.most().toNanos();
    long since = newest();
    while (System.nanoTime() < end) {
      Outbox.Entry entry = outbox.find(name).orElseThrow();
      Optional<TransactionReceipt> receipt = receipt(entry);
      if (receipt.isPresent() && isFinal(receipt.get())) {
        finish(entry, !receipt.get().isStatusOK());
        if (!receipt.get().isStatusOK()) {
          throw new ChainException(
              "CHAIN-REFUSED", "The chain refused '" + name + "' when its turn came");
        }
        return Included.of(name, receipt.get());
      }
      if (receipt.isEmpty()) {
        long now = newest();
        if (now - since >= pace.stuck()) {
          rebroadcast(raised(entry));
          since = now;
        } else if (isLost(entry)) {
          rebroadcast(entry);
        }
      }
      pause();
    }
    throw new ChainException(
        "CHAIN-STUCK",
        "'%s' is not final after %d s; try again, nothing is sent twice"
            .formatted(name, pace.most().toSeconds()));
  }

  /** What is final stays known by its name; what was refused may be tried again by it. */
  private void finish(Outbox.Entry entry, boolean refused) throws IOException {
    outbox.alone(
        () -> {
          outbox.forget(entry.name());
          outbox.put(entry.finished(refused ? entry.name() + " #" + entry.nonce() : entry.name()));
          return entry;
        });
  }

  private Outbox.Entry raised(Outbox.Entry seen) throws IOException {
    Fees now = Fees.now(web3j);
    return outbox.alone(
        () -> {
          Outbox.Entry entry = outbox.find(seen.name()).orElseThrow();
          if (!entry.raw().equals(seen.raw())) {
            return entry;
          }
          Outbox.Entry raised =
              signed(
                  entry.name(),
                  entry.nonce(),
                  entry.target(),
                  entry.data(),
                  entry.gas(),
                  new Fees(entry.tip(), entry.fee()).replacedBy(now),
                  entry.hashes());
          outbox.put(raised);
          return raised;
        });
  }

  private Optional<TransactionReceipt> receipt(Outbox.Entry entry) throws IOException {
    for (String hash : entry.hashes()) {
      Optional<TransactionReceipt> receipt =
          web3j.ethGetTransactionReceipt(hash).send().getTransactionReceipt();
      if (receipt.isPresent() && hash.equalsIgnoreCase(receipt.get().getTransactionHash())) {
        return receipt;
      }
    }
    return Optional.empty();
  }

  /** Whether it is in a final block that is still the chain's and that has it. */
  private boolean isFinal(TransactionReceipt receipt) throws IOException {
    BigInteger number = receipt.getBlockNumber();
    if (number.longValueExact() > finality.last(web3j)) {
      return false;
    }
    EthBlock.Block block =
        web3j.ethGetBlockByNumber(DefaultBlockParameter.valueOf(number), false).send().getBlock();
    return block != null
        && block.getHash().equals(receipt.getBlockHash())
        && block.getTransactions().stream()
            .anyMatch(
                each ->
                    each instanceof EthBlock.TransactionHash hash
                        && hash.get().equals(receipt.getTransactionHash()));
  }

  private boolean isLost(Outbox.Entry entry) throws IOException {
    String newest = entry.hashes().get(entry.hashes().size() - 1);
    return web3j.ethGetTransactionByHash(newest).send().getTransaction().isEmpty();
  }

  private long newest() throws IOException {
    return web3j.ethBlockNumber().send().getBlockNumber().longValueExact();
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

package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthEstimateGas;

/** Writes the transactions of an account: how much gas they may use, what they pay, signed. */
final class Drafts {
  /** The most gas of a transaction (EIP-7825). */
  private static final BigInteger MOST_GAS = BigInteger.valueOf(16_777_216);

  private static final int MARGIN_PERCENT = 120;
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private final long chain;
  private final Web3j web3j;
  private final Signer signer;

  Drafts(long chain, Web3j web3j, Signer signer) {
    this.chain = chain;
    this.web3j = web3j;
    this.signer = signer;
  }

  /**
   * A new transaction.
   *
   * @param since number of the newest block
   * @throws ChainException CHAIN-REFUSED if the contract refuses it, CHAIN-GAS if it needs too much
   */
  Outbox.Entry write(
      String name, BigInteger nonce, Optional<String> target, String data, long since)
      throws IOException {
    BigInteger gas = estimate(target, data).add(mark(name)).min(MOST_GAS);
    return sign(name, nonce, target, data, gas, Fees.now(web3j), List.of(), since);
  }

  /** Signs a transaction under a number, with what was signed under it before. */
  Outbox.Entry sign(
      String name,
      BigInteger nonce,
      Optional<String> target,
      String data,
      BigInteger gas,
      Fees fees,
      List<String> before,
      long since)
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
        name, nonce, target, data, gas, fees.tip(), fees.most(), raw, hashes, since, false);
  }

  private BigInteger estimate(Optional<String> target, String data) throws IOException {
    Transaction call =
        new Transaction(
            signer.address().text(), null, null, null, target.orElse(null), BigInteger.ZERO, data);
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
    return gas;
  }

  /**
   * A little more gas than is needed, by the name: two programs of one key that want the same thing
   * for two purposes would else send the same bytes, and each would take the other's for its own.
   */
  private static BigInteger mark(String name) {
    return BigInteger.valueOf(Integer.parseInt(Hash.sha3String(name).substring(2, 6), 16));
  }
}

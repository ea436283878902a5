package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;

/**
 * What is paid for a transaction (EIP-1559), in wei per gas.
 *
 * @param tip for who includes it
 * @param most altogether
 */
record Fees(BigInteger tip, BigInteger most) {
  private static final BigInteger LEAST_TIP = BigInteger.valueOf(1_000_000);

  /** What nobody should pay, whatever a node says is asked: 100 and 5000 gwei. */
  private static final BigInteger MOST_TIP = BigInteger.valueOf(100_000_000_000L);

  private static final BigInteger MOST = BigInteger.valueOf(5_000_000_000_000L);

  /** Nodes refuse to replace a transaction for less than a tenth more; this is an eighth. */
  private static final BigInteger EIGHTH = BigInteger.valueOf(8);

  /** What is asked for now: twice the base fee, so that it lasts for some blocks of rising fees. */
  static Fees now(Web3j web3j) throws IOException {
    BigInteger base =
        web3j
            .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
            .send()
            .getBlock()
            .getBaseFeePerGas();
    return of(base, web3j.ethMaxPriorityFeePerGas().send().getMaxPriorityFeePerGas());
  }

  /** What is offered where this is asked for. */
  static Fees of(BigInteger base, BigInteger asked) {
    BigInteger tip = asked.max(LEAST_TIP).min(MOST_TIP);
    return new Fees(tip, base.shiftLeft(1).add(tip).min(MOST));
  }

  /**
   * What replaces a transaction with these fees: an eighth more at least, and what is asked now;
   * nothing if that is more than anybody should pay.
   */
  Optional<Fees> replacedBy(Fees now) {
    Fees fees = new Fees(raised(tip).max(now.tip), raised(most).max(now.most));
    return fees.tip.compareTo(MOST_TIP) > 0 || fees.most.compareTo(MOST) > 0
        ? Optional.empty()
        : Optional.of(fees);
  }

  private static BigInteger raised(BigInteger fee) {
    return fee.add(fee.add(EIGHTH.subtract(BigInteger.ONE)).divide(EIGHTH));
  }
}

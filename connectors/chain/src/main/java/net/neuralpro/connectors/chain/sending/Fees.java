package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import java.math.BigInteger;
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
    BigInteger tip =
        web3j.ethMaxPriorityFeePerGas().send().getMaxPriorityFeePerGas().max(LEAST_TIP);
    return new Fees(tip, base.shiftLeft(1).add(tip));
  }

  /**
   * What replaces a transaction with these fees: an eighth more at least, and what is asked now.
   */
  Fees replacedBy(Fees now) {
    return new Fees(raised(tip).max(now.tip), raised(most).max(now.most));
  }

  private static BigInteger raised(BigInteger fee) {
    return fee.add(fee.add(EIGHTH.subtract(BigInteger.ONE)).divide(EIGHTH));
  }
}

package net.neuralpro.connectors.chain.rpc;

import java.io.IOException;
import java.math.BigInteger;
import java.util.OptionalInt;
import net.neuralpro.connectors.chain.ChainException;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock;

/**
 * When a block counts as final: by the chain's own {@code finalized} block, or so many blocks below
 * the newest one. Nothing acts upon a block before.
 *
 * @param depth blocks below the newest; absent for the chain's own rule
 */
public record Finality(OptionalInt depth) {
  /** By the chain's own rule. */
  public static final Finality OWN = new Finality(OptionalInt.empty());

  /** Each block at once, as on a development chain of one's own. */
  public static final Finality AT_ONCE = new Finality(OptionalInt.of(0));

  public Finality {
    if (depth.isPresent() && (depth.getAsInt() < 0 || depth.getAsInt() > 100_000)) {
      throw new IllegalArgumentException("Cannot wait for " + depth.getAsInt() + " blocks");
    }
  }

  /** So many blocks below the newest. */
  public static Finality below(int blocks) {
    return new Finality(OptionalInt.of(blocks));
  }

  /** The number of the last final block; less than 0 if there is none yet. */
  public long last(Web3j web3j) throws IOException {
    if (depth.isPresent()) {
      return number(web3j, DefaultBlockParameterName.LATEST) - depth.getAsInt();
    }
    return number(web3j, DefaultBlockParameterName.FINALIZED);
  }

  private static long number(Web3j web3j, DefaultBlockParameter which) throws IOException {
    EthBlock answer = web3j.ethGetBlockByNumber(which, false).send();
    if (answer.hasError()) {
      String reason = String.valueOf(answer.getError().getMessage());
      if (reason.contains("not found")) {
        return -1;
      }
      throw new ChainException(
          "CHAIN-ANSWER",
          "Cannot ask for a block by " + which.getValue() + ": " + Words.of(reason));
    }
    BigInteger number =
        answer.getBlock() == null ? BigInteger.ONE.negate() : answer.getBlock().getNumber();
    return number.longValueExact();
  }
}

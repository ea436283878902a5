package net.neuralpro.pipelines.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import net.neuralpro.connectors.chain.network.FinalBlock;

/** How what is on a chain is told to people. */
final class ChainWords {
  private static final int DECIMALS = 18;

  private ChainWords() {}

  /** An amount in wei, in whole coins or tokens. */
  static String amount(BigInteger wei) {
    return new BigDecimal(wei, DECIMALS).stripTrailingZeros().toPlainString();
  }

  static String block(FinalBlock block) {
    return "%d of %s".formatted(block.number(), Instant.ofEpochSecond(block.time()));
  }
}

package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import net.neuralpro.connectors.chain.contracts.NeuralToken;
import net.neuralpro.schemas.recording.Address;

/** The token in which everything is paid; contracts take it from accounts that let them. */
final class Token {
  private static final String CONTRACT = "NeuralToken";
  private static final BigInteger EVERYTHING = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
  private static final BigInteger ENOUGH = BigInteger.TWO.pow(255);

  private final Chain chain;
  private final NeuralToken token;

  Token(Chain chain) {
    this.chain = chain;
    token =
        NeuralToken.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
  }

  /** What an account has, as of the newest block. */
  BigInteger balance(Address account) throws IOException {
    return Asked.now(token.balanceOf(account.text()));
  }

  /** Sends what takes money from the account, which must let the contract take it first. */
  Place send(String name, String contract, String data) throws IOException {
    if (!chain.lane().knows(name)) {
      String owner = chain.lane().address().text();
      String taker = chain.contract(contract).text();
      if (Asked.now(token.allowance(owner, taker)).compareTo(ENOUGH) < 0) {
        chain.send(
            "allow " + taker, CONTRACT, token.approve(taker, EVERYTHING).encodeFunctionCall());
      }
    }
    return chain.send(name, contract, data);
  }
}

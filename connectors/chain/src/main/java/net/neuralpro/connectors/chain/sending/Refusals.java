package net.neuralpro.connectors.chain.sending;

import net.neuralpro.connectors.chain.ChainException;
import org.web3j.protocol.core.Response;

/** Says why a contract refuses something. */
final class Refusals {
  private static final int MAX_LETTERS = 500;

  private Refusals() {}

  static ChainException of(Response.Error error) {
    String message = clean(String.valueOf(error.getMessage()));
    String data = clean(String.valueOf(error.getData()).replace("\"", ""));
    return new ChainException(
        "CHAIN-REFUSED",
        "The contract refuses it: "
            + RevertReasons.name(data).map(name -> name + " (" + message + ")").orElse(message));
  }

  private static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_LETTERS ? line : line.substring(0, MAX_LETTERS) + "…";
  }
}

package net.neuralpro.connectors.chain.sending;

import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Words;
import org.web3j.protocol.core.Response;

/** Says why a contract refuses something. */
final class Refusals {
  private Refusals() {}

  static ChainException of(Response.Error error) {
    String message = Words.of(String.valueOf(error.getMessage()));
    String data = Words.of(String.valueOf(error.getData()).replace("\"", ""));
    return new ChainException(
        "CHAIN-REFUSED",
        "The contract refuses it: "
            + RevertReasons.name(data).map(name -> name + " (" + message + ")").orElse(message));
  }
}

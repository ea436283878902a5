package net.neuralpro.connectors.chain.sending;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;

/** A real node with a chain of its own. */
public abstract class TestNode implements AutoCloseable {
  /** What each call of the test's contract tells. */
  public static final String EVENT = Hash.sha3String("Happened()");

  /** Makes a contract that tells EVENT whenever it is called. */
  public static final String TELLER =
      "0x6026600c60003960266000f37f" + EVENT.substring(2) + "5f5fa100";

  /** Where it is reached. */
  public abstract URI address();

  /** The number of its chain. */
  public abstract long chain();

  /** Gives an account coins for gas. */
  public abstract void fund(Address account) throws Exception;

  /** Takes the newest blocks away, with all that is in them. */
  public abstract void reorganise(int depth) throws IOException;

  /** Ends the node at once, as {@code kill -9} does, and starts it again. */
  public abstract void kill() throws Exception;

  /** The node, as if it were a stranger's. */
  public Endpoints stranger() {
    return new Endpoints(List.of(address()), chain());
  }

  public JsonNode ask(String method, Object... parameters) throws IOException {
    return stranger().ask(method, parameters);
  }

  /** How many transactions of an account have taken effect. */
  public int count(Address account) throws IOException {
    return Integer.decode(ask("eth_getTransactionCount", account.text(), "latest").asText());
  }

  /** How often a contract was called. */
  public int calls(Address contract) throws IOException {
    return ask(
            "eth_getLogs",
            Map.of("fromBlock", "0x0", "toBlock", "latest", "address", contract.text()))
        .size();
  }

  /** What a transaction used. */
  public long gas(String transaction) throws IOException {
    return Long.decode(ask("eth_getTransactionReceipt", transaction).path("gasUsed").asText());
  }
}

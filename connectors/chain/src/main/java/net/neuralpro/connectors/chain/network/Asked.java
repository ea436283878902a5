package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.schemas.recording.Digest;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.StaticGasProvider;

/** What a contract is asked, by its generated wrapper. */
final class Asked {
  /** A wrapper wants a price though it is only asked. */
  static final ContractGasProvider FREE = new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO);

  private static final String NOBODY = "0x0000000000000000000000000000000000000000";

  private Asked() {}

  static TransactionManager by(Web3j web3j) {
    return new ReadonlyTransactionManager(web3j, NOBODY);
  }

  /** The answer to a question, as of the newest block. */
  static <T> T now(RemoteFunctionCall<T> call) throws IOException {
    try {
      return call.send();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Cannot ask a contract: " + e.getMessage(), e);
    }
  }

  static Digest digest(RemoteFunctionCall<byte[]> call) throws IOException {
    return Digest.of(now(call));
  }

  /** An event as the wrappers read it. */
  static Log log(ChainEvent event) {
    Log log = new Log();
    log.setAddress(event.contract().text());
    log.setTopics(event.topics());
    log.setData(event.data());
    return log;
  }
}

package net.neuralpro.connectors.chain.sending;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SignatureException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;

/**
 * Signs by a key that another program keeps, such as Web3signer, by its {@code
 * eth_signTransaction}. What it signs is held against what was asked before it is sent.
 */
public final class RemoteSigner implements Signer {
  private final Endpoints signer;
  private final Address address;

  /**
   * A signer.
   *
   * @param signer where it is reached
   * @param chain the number of the chain that it must be set up for
   * @param address whose key it keeps
   */
  public RemoteSigner(URI signer, long chain, Address address) {
    this.signer = Endpoints.unasked(signer, chain);
    this.address = address;
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public String sign(RawTransaction transaction) throws IOException {
    Transaction1559 wanted = (Transaction1559) transaction.getTransaction();
    Map<String, Object> question = new HashMap<>();
    question.put("from", address.text());
    question.put("nonce", quantity(wanted.getNonce()));
    question.put("gas", quantity(wanted.getGasLimit()));
    question.put("value", quantity(wanted.getValue()));
    question.put("data", data(wanted));
    question.put("maxPriorityFeePerGas", quantity(wanted.getMaxPriorityFeePerGas()));
    question.put("maxFeePerGas", quantity(wanted.getMaxFeePerGas()));
    question.put("chainId", quantity(BigInteger.valueOf(wanted.getChainId())));
    if (!wanted.getTo().isEmpty()) {
      question.put("to", wanted.getTo());
    }
    JsonNode answer = signer.ask("eth_signTransaction", question);
    String raw = answer.isObject() ? answer.path("raw").asText() : answer.asText();
    require(raw, wanted);
    return raw;
  }

  private static String quantity(BigInteger number) {
    return "0x" + number.toString(16);
  }

  private static String data(Transaction1559 transaction) {
    String data = transaction.getData();
    return data.startsWith("0x") ? data : "0x" + data;
  }

  private void require(String raw, Transaction1559 wanted) throws ChainException {
    if (!isSigned(raw, wanted)) {
      throw new ChainException(
          "CHAIN-SIGNER",
          "%s signed something else than number %d of %s"
              .formatted(Endpoints.name(signer.nodes().get(0)), wanted.getNonce(), address));
    }
  }

  private boolean isSigned(String raw, Transaction1559 wanted) {
    try {
      return TransactionDecoder.decode(raw) instanceof SignedRawTransaction signed
          && signed.getTransaction() instanceof Transaction1559 got
          && terms(got).equals(terms(wanted))
          && signed.getFrom().equalsIgnoreCase(address.text());
    } catch (SignatureException | RuntimeException e) {
      return false;
    }
  }

  private static List<Object> terms(Transaction1559 transaction) {
    return List.of(
        transaction.getChainId(),
        transaction.getNonce(),
        transaction.getGasLimit(),
        transaction.getTo().toLowerCase(Locale.ROOT).replaceFirst("^0x", ""),
        transaction.getValue(),
        data(transaction).toLowerCase(Locale.ROOT),
        transaction.getMaxPriorityFeePerGas(),
        transaction.getMaxFeePerGas());
  }
}

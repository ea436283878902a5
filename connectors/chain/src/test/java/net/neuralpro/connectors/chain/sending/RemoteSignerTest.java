package net.neuralpro.connectors.chain.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.CannedNode;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.RawTransaction;
import org.web3j.utils.Numeric;

class RemoteSignerTest {
  private static final ContributorKey KEY = ContributorKey.ofSeed(5, "sender");
  private static final RawTransaction CALL =
      RawTransaction.createTransaction(
          7,
          BigInteger.TEN,
          BigInteger.valueOf(50_000),
          KEY.address().text(),
          BigInteger.ZERO,
          "0x1234",
          BigInteger.ONE,
          BigInteger.TWO);
  private static final RawTransaction CREATION =
      RawTransaction.createTransaction(
          7,
          BigInteger.ZERO,
          BigInteger.valueOf(50_000),
          "",
          BigInteger.ZERO,
          "0x1234",
          BigInteger.ONE,
          BigInteger.TWO);

  private static BigInteger number(JsonNode question, String name) {
    return Numeric.decodeQuantity(question.path("params").path(0).path(name).asText());
  }

  /** Signs what it is asked to, as Web3signer does. */
  private static String signed(ContributorKey key, JsonNode question, BigInteger more) {
    JsonNode asked = question.path("params").path(0);
    return "\""
        + new KeySigner(key)
            .sign(
                RawTransaction.createTransaction(
                    number(question, "chainId").longValueExact(),
                    number(question, "nonce"),
                    number(question, "gas"),
                    asked.path("to").asText(),
                    number(question, "value").add(more),
                    asked.path("data").asText(),
                    number(question, "maxPriorityFeePerGas"),
                    number(question, "maxFeePerGas")))
        + "\"";
  }

  @Test
  void givesWhatTheKeyItselfWouldSign() throws IOException {
    try (CannedNode node =
        CannedNode.ofChain7(question -> signed(KEY, question, BigInteger.ZERO))) {
      RemoteSigner signer = new RemoteSigner(node.address(), 7, KEY.address());

      assertThat(signer.sign(CALL)).isEqualTo(new KeySigner(KEY).sign(CALL));
      assertThat(signer.sign(CREATION)).isEqualTo(new KeySigner(KEY).sign(CREATION));
    }
  }

  @Test
  void understandsTheAnswerOfANode() throws IOException {
    try (CannedNode node =
        CannedNode.ofChain7(
            question -> "{\"raw\":" + signed(KEY, question, BigInteger.ZERO) + ",\"tx\":{}}")) {
      assertThat(new RemoteSigner(node.address(), 7, KEY.address()).sign(CALL))
          .isEqualTo(new KeySigner(KEY).sign(CALL));
    }
  }

  @Test
  void refusesWhatWasNotAsked() throws IOException {
    ContributorKey other = ContributorKey.ofSeed(5, "other");
    try (CannedNode greedy =
            CannedNode.ofChain7(question -> signed(KEY, question, BigInteger.ONE));
        CannedNode stranger =
            CannedNode.ofChain7(question -> signed(other, question, BigInteger.ZERO));
        CannedNode babbler = CannedNode.ofChain7(question -> "\"0x02c0\"")) {
      for (CannedNode node : new CannedNode[] {greedy, stranger, babbler}) {
        assertThatThrownBy(() -> new RemoteSigner(node.address(), 7, KEY.address()).sign(CALL))
            .isInstanceOfSatisfying(
                ChainException.class, e -> assertThat(e.rule()).isEqualTo("CHAIN-SIGNER"))
            .hasMessageContaining("signed something else than number 10 of " + KEY.address());
      }
    }
  }
}

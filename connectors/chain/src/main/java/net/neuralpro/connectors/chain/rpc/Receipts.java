package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.neuralpro.connectors.chain.ChainException;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpType;

/** What the transactions of a block led to. */
final class Receipts {
  /** A deposit of an OP Stack chain: its receipts have two more fields. */
  private static final int DEPOSIT = 0x7e;

  private Receipts() {}

  /** The root over all receipts of a block, with 0x. */
  static String root(JsonNode receipts) throws IOException {
    List<byte[]> encoded = new ArrayList<>();
    for (JsonNode receipt : receipts) {
      encoded.add(encoded(receipt));
    }
    return "0x" + HexFormat.of().formatHex(OrderedTrie.root(encoded));
  }

  private static byte[] encoded(JsonNode receipt) throws IOException {
    List<RlpType> fields = new ArrayList<>();
    fields.add(BlockHeader.quantity(receipt.path("status").asText()));
    fields.add(BlockHeader.quantity(receipt.path("cumulativeGasUsed").asText()));
    fields.add(BlockHeader.bytes(receipt.path("logsBloom").asText()));
    List<RlpType> logs = new ArrayList<>();
    for (JsonNode log : receipt.path("logs")) {
      logs.add(log(log));
    }
    fields.add(new RlpList(logs));
    String type = receipt.path("type").asText("0x0");
    if (!type.matches("0x[0-9a-f]{1,2}")) {
      throw new ChainException("CHAIN-LIES", "Cannot read a receipt of type " + type);
    }
    int number = Integer.parseInt(type.substring(2), 16);
    if (number == DEPOSIT) {
      for (String name : List.of("depositNonce", "depositReceiptVersion")) {
        if (receipt.hasNonNull(name)) {
          fields.add(BlockHeader.quantity(receipt.path(name).asText()));
        }
      }
    }
    byte[] payload = RlpEncoder.encode(new RlpList(fields));
    if (number == 0) {
      return payload;
    }
    byte[] typed = new byte[payload.length + 1];
    typed[0] = (byte) number;
    System.arraycopy(payload, 0, typed, 1, payload.length);
    return typed;
  }

  private static RlpType log(JsonNode log) throws IOException {
    List<RlpType> topics = new ArrayList<>();
    for (JsonNode topic : log.path("topics")) {
      topics.add(BlockHeader.bytes(topic.asText()));
    }
    return new RlpList(
        BlockHeader.bytes(log.path("address").asText()),
        new RlpList(topics),
        BlockHeader.bytes(log.path("data").asText()));
  }
}

package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.schemas.recording.Keccak;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/** The header of a block, whose hash is made again of its fields. */
public final class BlockHeader {
  /**
   * The fields of a header in their order; those of later forks follow, as far as they are there.
   */
  private static final List<String> FIELDS =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "extraData",
          "mixHash",
          "nonce");

  private static final List<String> LATER_FIELDS =
      List.of(
          "baseFeePerGas",
          "withdrawalsRoot",
          "blobGasUsed",
          "excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash");

  private static final Set<String> QUANTITIES =
      Set.of(
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "baseFeePerGas",
          "blobGasUsed",
          "excessBlobGas");

  private BlockHeader() {}

  /**
   * The header's RLP.
   *
   * @param block as a node tells it
   * @throws ChainException CHAIN-LIES if its hash is not the one that the node says
   */
  public static byte[] encoded(JsonNode block) throws IOException {
    List<RlpType> fields = new ArrayList<>();
    for (String name : FIELDS) {
      fields.add(field(block, name));
    }
    for (String name : LATER_FIELDS) {
      if (!block.hasNonNull(name)) {
        break;
      }
      fields.add(field(block, name));
    }
    byte[] header = RlpEncoder.encode(new RlpList(fields));
    String hash = "0x" + HexFormat.of().formatHex(Keccak.hash(header));
    if (!hash.equals(block.path("hash").asText())) {
      throw new ChainException(
          "CHAIN-LIES",
          "Cannot make the header of block %s: it has hash %s, the node says %s"
              .formatted(block.path("number").asText(), hash, block.path("hash").asText()));
    }
    return header;
  }

  private static RlpType field(JsonNode block, String name) throws IOException {
    String text = block.path(name).asText();
    return QUANTITIES.contains(name) ? quantity(text) : bytes(text);
  }

  /** A number without leading zeros. */
  static RlpString quantity(String text) throws IOException {
    String digits = digits(text).replaceFirst("^0+", "");
    return bytes("0x" + (digits.length() % 2 == 1 ? "0" + digits : digits));
  }

  static RlpString bytes(String text) throws IOException {
    try {
      return RlpString.create(HexFormat.of().parseHex(digits(text)));
    } catch (IllegalArgumentException e) {
      throw new ChainException(
          "CHAIN-LIES", "Cannot read '" + text + "' of a block: it is not hexadecimal");
    }
  }

  private static String digits(String text) throws IOException {
    if (!text.startsWith("0x")) {
      throw new ChainException(
          "CHAIN-LIES", "Cannot read an answer of the node: hexadecimal digits are missing");
    }
    return text.substring(2).toLowerCase(Locale.ROOT);
  }
}

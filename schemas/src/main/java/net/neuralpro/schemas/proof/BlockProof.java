package net.neuralpro.schemas.proof;

import java.util.HexFormat;
import java.util.List;
import net.neuralpro.schemas.recording.Keccak;

/**
 * That a chain's block holds two words of a contract's storage. All texts are hexadecimal.
 *
 * @param header the block's header, RLP
 * @param account the way to the contract in the state's trie, RLP nodes
 * @param samples the way to the word of publisher, number and samples
 * @param lineage the way to the word of the lineage's root
 */
public record BlockProof(
    String header, List<String> account, List<String> samples, List<String> lineage) {
  private static final int MAX_HEADER = 2048;
  private static final int MAX_NODE = 1024;
  private static final int MAX_NODES = 65;

  public BlockProof {
    Hexadecimal.bytes(header, 1, MAX_HEADER);
    account = bounded(account);
    samples = bounded(samples);
    lineage = bounded(lineage);
  }

  private static List<String> bounded(List<String> nodes) {
    if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
      throw new IllegalArgumentException(
          "Cannot use a way of " + nodes.size() + " nodes: 1 to " + MAX_NODES);
    }
    nodes.forEach(node -> Hexadecimal.bytes(node, 1, MAX_NODE));
    return List.copyOf(nodes);
  }

  /** The block's hash, 64 hex digits. */
  public String blockHash() {
    return HexFormat.of().formatHex(Keccak.hash(HexFormat.of().parseHex(header)));
  }
}

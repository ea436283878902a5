package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.schemas.recording.Address;
import org.web3j.protocol.Web3j;

/**
 * The final blocks of a chain. What one node says of them is held against the others, as far as
 * they answer, and against the header of the block: its hash is made of all its fields, and its
 * roots of all receipts. With a single node its headers are believed, and nothing that they do not
 * show.
 */
public final class Blocks {
  private final Endpoints nodes;
  private final Finality finality;

  /** The blocks that these nodes know. */
  public Blocks(Endpoints nodes, Finality finality) {
    this.nodes = nodes;
    this.finality = finality;
  }

  /** The number that stands in JSON as a hexadecimal quantity. */
  static long number(JsonNode quantity) throws IOException {
    String text = quantity.asText();
    if (!text.matches("0x[0-9a-f]{1,15}")) {
      throw new ChainException("CHAIN-LIES", "Cannot read '" + text + "' as a number of a node");
    }
    return Long.parseLong(text.substring(2), 16);
  }

  private static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }

  /**
   * The last block that is final by the word of two nodes, or of the only one that answers; less
   * than 0 if there is none yet.
   */
  public long last() throws IOException {
    List<Long> told = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Endpoints node : nodes.each()) {
      try {
        told.add(finality.last(Web3j.build(node)));
      } catch (ChainException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    told.sort(Comparator.reverseOrder());
    if (told.isEmpty()) {
      throw new ChainException("CHAIN-UNREACHABLE", String.join("; ", reasons));
    }
    return told.get(Math.min(1, told.size() - 1));
  }

  /**
   * A final block with the hashes of its transactions; nothing if no node has it.
   *
   * @throws ChainException CHAIN-LIES if nodes disagree about it
   */
  public Optional<JsonNode> find(long number) throws IOException {
    List<JsonNode> told = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Endpoints node : nodes.each()) {
      try {
        JsonNode block = node.ask("eth_getBlockByNumber", quantity(number), false);
        if (!block.isNull()) {
          BlockHeader.encoded(block);
          require(number(block.path("number")) == number, "another block than " + number);
          told.add(block);
        }
      } catch (ChainException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    if (told.isEmpty() && !reasons.isEmpty()) {
      throw new ChainException("CHAIN-UNREACHABLE", String.join("; ", reasons));
    }
    for (JsonNode block : told) {
      require(
          same(block, told.get(0), "hash") && same(block, told.get(0), "transactions"),
          "another block " + number + " than another node");
    }
    return told.stream().findFirst();
  }

  private static boolean same(JsonNode one, JsonNode other, String field) {
    return one.path(field).equals(other.path(field));
  }

  private static void require(boolean condition, String lie) throws ChainException {
    if (!condition) {
      throw new ChainException("CHAIN-LIES", "A node tells of " + lie);
    }
  }

  /** A final block that must be there. */
  public JsonNode get(long number) throws IOException {
    return find(number)
        .orElseThrow(
            () ->
                new ChainException(
                    "CHAIN-LAGS",
                    "No node has block %d of chain %d; perhaps they lag: try again later"
                        .formatted(number, nodes.chain())));
  }

  /**
   * The receipts of a block in their order, as its header shows them.
   *
   * @throws ChainException CHAIN-LIES if no node tells them so
   */
  public JsonNode receipts(JsonNode block) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Endpoints node : nodes.each()) {
      try {
        JsonNode receipts = node.ask("eth_getBlockReceipts", block.path("number").asText());
        if (Receipts.root(receipts).equals(block.path("receiptsRoot").asText())) {
          return receipts;
        }
        reasons.add(Endpoints.name(node.nodes().get(0)) + " has others than its header shows");
      } catch (ChainException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ChainException(
        "CHAIN-LIES",
        "Cannot get the receipts of block %d: %s"
            .formatted(number(block.path("number")), String.join("; ", reasons)));
  }

  /**
   * The numbers of the final blocks in a range that have events of contracts, and perhaps of some
   * that have none. If only one stranger answers, each header of the range is looked at, so that
   * none can be kept back.
   */
  public SortedSet<Long> withEvents(long from, long to, Collection<Address> contracts)
      throws IOException {
    List<String> addresses = contracts.stream().map(Address::text).toList();
    SortedSet<Long> numbers = new TreeSet<>();
    List<String> reasons = new ArrayList<>();
    int answers = 0;
    for (Endpoints node : nodes.each()) {
      try {
        numbers.addAll(told(node, from, to, addresses));
        answers++;
      } catch (ChainException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    if (answers == 0) {
      throw new ChainException(
          "CHAIN-EVENTS",
          "Cannot read the events of blocks %d to %d: %s"
              .formatted(from, to, String.join("; ", reasons)));
    }
    if (answers == 1 && !nodes.areOwn()) {
      for (long number = from; number <= to; number++) {
        String bloom = get(number).path("logsBloom").asText();
        if (contracts.stream().anyMatch(contract -> Bloom.mayHave(bloom, contract))) {
          numbers.add(number);
        }
      }
    }
    return numbers;
  }

  private static SortedSet<Long> told(Endpoints node, long from, long to, List<String> addresses)
      throws IOException {
    SortedSet<Long> numbers = new TreeSet<>();
    JsonNode logs =
        node.ask(
            "eth_getLogs",
            Map.of("fromBlock", quantity(from), "toBlock", quantity(to), "address", addresses));
    for (JsonNode log : logs) {
      long number = number(log.path("blockNumber"));
      require(
          number >= from && number <= to,
          "block %d when it is asked for %d to %d".formatted(number, from, to));
      numbers.add(number);
    }
    return numbers;
  }
}

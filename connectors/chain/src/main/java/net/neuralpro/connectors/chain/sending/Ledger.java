package net.neuralpro.connectors.chain.sending;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Blocks;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.ContractUtils;
import org.web3j.crypto.Hash;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.utils.Numeric;

/** What the chain has of the transactions of one account. */
final class Ledger {
  /** How far before its writing a transaction's number may have been used, by a node that lags. */
  private static final long MARGIN = 256;

  /** How many blocks are searched at once. */
  private static final long SPAN = 256;

  private final Endpoints nodes;
  private final Blocks blocks;
  private final String account;

  /**
   * The transactions of an account.
   *
   * @param account lower case with 0x
   */
  Ledger(Endpoints nodes, Finality finality, String account) {
    this.nodes = nodes;
    this.blocks = new Blocks(nodes, finality);
    this.account = account;
  }

  /**
   * A transaction that is in a block.
   *
   * @param hash of the transaction
   * @param block the block, if it is final
   * @param succeeded whether it took effect, if it is final
   * @param gas what it used, if it is final
   */
  record Found(String hash, Optional<Long> block, boolean succeeded, long gas) {
    private static Found pending(String hash) {
      return new Found(hash, Optional.empty(), false, 0);
    }
  }

  /**
   * How far a search came.
   *
   * @param found whether it found anything
   * @param next the block where it goes on
   */
  record Search(boolean found, long next) {}

  /** How many transactions of the account the newest block knows. */
  BigInteger count() throws IOException {
    return number(nodes.ask("eth_getTransactionCount", account, "latest"));
  }

  /** The number of the newest block. */
  long newest() throws IOException {
    return number(nodes.ask("eth_blockNumber")).longValueExact();
  }

  private static BigInteger number(JsonNode quantity) throws IOException {
    String text = quantity.asText();
    if (!text.matches("0x[0-9a-f]{1,64}")) {
      throw new ChainException("CHAIN-LIES", "Cannot read '" + text + "' as a number of a node");
    }
    return new BigInteger(text.substring(2), 16);
  }

  /** Which of these transactions a block has, by the word of any node that holds. */
  Optional<Found> find(List<String> hashes) throws IOException {
    for (Endpoints node : nodes.each()) {
      for (String hash : hashes) {
        Optional<Found> found = find(node, hash);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Found> find(Endpoints node, String hash) throws IOException {
    JsonNode receipt;
    try {
      receipt = node.ask("eth_getTransactionReceipt", hash);
    } catch (ChainException e) {
      if (nodes.each().size() == 1) {
        throw e;
      }
      return Optional.empty();
    }
    if (!receipt.hasNonNull("blockNumber")) {
      return Optional.empty();
    }
    long number = number(receipt.path("blockNumber")).longValueExact();
    if (number > blocks.last()) {
      return Optional.of(Found.pending(hash));
    }
    JsonNode block = blocks.get(number);
    int index = index(block, hash);
    return index < 0 ? Optional.empty() : Optional.of(found(block, hash, index));
  }

  private static int index(JsonNode block, String hash) {
    int index = 0;
    for (JsonNode each : block.path("transactions")) {
      if (each.asText().equals(hash)) {
        return index;
      }
      index++;
    }
    return -1;
  }

  private Found found(JsonNode block, String hash, int index) throws IOException {
    JsonNode receipts = blocks.receipts(block);
    JsonNode receipt = receipts.path(index);
    BigInteger before =
        index == 0 ? BigInteger.ZERO : number(receipts.path(index - 1).path("cumulativeGasUsed"));
    return new Found(
        hash,
        Optional.of(number(block.path("number")).longValueExact()),
        number(receipt.path("status")).signum() > 0,
        number(receipt.path("cumulativeGasUsed")).subtract(before).longValueExact());
  }

  /** Whether the newest of these transactions waits for a block at every node that answers. */
  boolean isPending(List<String> hashes) throws IOException {
    String newest = hashes.get(hashes.size() - 1);
    for (Endpoints node : nodes.each()) {
      try {
        if (node.ask("eth_getTransactionByHash", newest).isNull()) {
          return false;
        }
      } catch (ChainException e) {
        if (nodes.each().size() == 1) {
          throw e;
        }
      }
    }
    return true;
  }

  /** The first block that may have used the number of what was written at a block. */
  long searchedFrom(long since) {
    return Math.max(0, since - MARGIN);
  }

  /**
   * Looks in final blocks for another transaction of the account with this number.
   *
   * @param own hashes of those that are not another
   * @param from the first block to look at
   */
  Search searchOther(BigInteger nonce, List<String> own, long from) throws IOException {
    long to = Math.min(blocks.last(), from + SPAN - 1);
    for (long number = from; number <= to; number++) {
      JsonNode block = nodes.ask("eth_getBlockByNumber", "0x" + Long.toHexString(number), true);
      for (JsonNode each : block.path("transactions")) {
        String hash = each.path("hash").asText();
        if (each.path("from").asText().equalsIgnoreCase(account)
            && number(each.path("nonce")).equals(nonce)
            && !own.contains(hash)
            && index(blocks.get(number), hash) >= 0
            && isSigned(hash, nonce)) {
          return new Search(true, number);
        }
      }
    }
    return new Search(false, Math.max(from, to + 1));
  }

  private boolean isSigned(String hash, BigInteger nonce) throws IOException {
    String raw = nodes.ask("eth_getRawTransactionByHash", hash).asText();
    if (!Hash.sha3(raw).equals(hash)
        || !(TransactionDecoder.decode(raw) instanceof SignedRawTransaction signed)) {
      return false;
    }
    try {
      return signed.getNonce().equals(nonce) && signed.getFrom().equalsIgnoreCase(account);
    } catch (SignatureException e) {
      return false;
    }
  }

  /** The contract that a transaction of this number made. */
  Address made(BigInteger nonce) {
    return Address.of(
        ContractUtils.generateContractAddress(Numeric.hexStringToByteArray(account), nonce));
  }
}

package net.neuralpro.connectors.chain.index;

import java.util.List;
import net.neuralpro.schemas.recording.Address;

/**
 * An event of a contract. Its place on the chain is the order of all events.
 *
 * @param block number of its block
 * @param blockHash of its block, with 0x
 * @param transaction hash of its transaction, with 0x
 * @param index its number among the events of its block
 * @param contract who tells it
 * @param topics its type and what it is found by, each 32 bytes with 0x
 * @param data the rest, with 0x
 */
public record ChainEvent(
    long block,
    String blockHash,
    String transaction,
    long index,
    Address contract,
    List<String> topics,
    String data)
    implements Comparable<ChainEvent> {
  public ChainEvent {
    topics = List.copyOf(topics);
  }

  @Override
  public int compareTo(ChainEvent other) {
    return block != other.block
        ? Long.compare(block, other.block)
        : Long.compare(index, other.index);
  }
}

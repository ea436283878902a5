package net.neuralpro.connectors.chain.network;

import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.sending.Lane;

/**
 * Where on the chain something stands that is final. The order of what contracts told is that of
 * their places.
 *
 * @param block number of the block
 * @param index number of the event within the block; 0 for a transaction without one
 * @param transaction hash of the transaction, with 0x
 */
public record Place(long block, long index, String transaction) implements Comparable<Place> {
  static Place of(ChainEvent event) {
    return new Place(event.block(), event.index(), event.transaction());
  }

  static Place of(Lane.Included included) {
    return new Place(included.block(), 0, included.transaction());
  }

  @Override
  public int compareTo(Place other) {
    return block != other.block
        ? Long.compare(block, other.block)
        : Long.compare(index, other.index);
  }
}

package net.neuralpro.schemas.reward;

import java.util.Comparator;

/**
 * When a recording was registered, as the chain orders it.
 *
 * @param block number of the block
 * @param logIndex of the event in the block
 * @param position among the recordings that were registered together
 */
public record RegistrationTurn(long block, int logIndex, int position)
    implements Comparable<RegistrationTurn> {
  private static final Comparator<RegistrationTurn> ORDER =
      Comparator.comparingLong(RegistrationTurn::block)
          .thenComparingInt(RegistrationTurn::logIndex)
          .thenComparingInt(RegistrationTurn::position);

  public RegistrationTurn {
    if (block < 0 || logIndex < 0 || position < 0) {
      throw new IllegalArgumentException(
          "Cannot have a registration at %d/%d/%d".formatted(block, logIndex, position));
    }
  }

  @Override
  public int compareTo(RegistrationTurn other) {
    return ORDER.compare(this, other);
  }
}

package net.neuralpro.connectors.storage;

import net.neuralpro.schemas.content.Cid;

/**
 * A promise to keep a block and all that it links to.
 *
 * @param root the block
 * @param name what people call it; may be empty
 */
public record Pin(Cid root, String name) implements Comparable<Pin> {
  private static final int MAX_NAME = 255;

  public Pin {
    if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Cannot name a pin so: at most " + MAX_NAME + " letters, on one line");
    }
  }

  @Override
  public int compareTo(Pin other) {
    return root.compareTo(other.root);
  }
}

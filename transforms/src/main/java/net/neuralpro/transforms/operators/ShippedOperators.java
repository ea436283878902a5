package net.neuralpro.transforms.operators;

import java.util.List;

/** The operators that ship with Neural. */
public final class ShippedOperators {
  private ShippedOperators() {}

  /** A catalogue of all of them. */
  public static OperatorCatalogue catalogue() {
    return new OperatorCatalogue(List.of());
  }
}

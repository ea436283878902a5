package net.neuralpro.transforms.operators;

import java.util.List;

/** The operators that ship with Neural. */
public final class ShippedOperators implements OperatorProvider {
  @Override
  public OperatorCatalogue catalogue() {
    return new OperatorCatalogue(List.of());
  }
}

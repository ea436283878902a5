package net.neuralpro.transforms.operators;

/** Says which operators there are; a worker is told the provider's class. */
public interface OperatorProvider {
  OperatorCatalogue catalogue();
}

package net.neuralpro.transforms.operators;

import java.io.IOException;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;

/** Gives each derivation to the executor that its operator's trust asks for. */
public final class RoutingExecutor implements Executor {
  private final OperatorCatalogue catalogue;
  private final Executor pure;
  private final Executor foreign;

  public RoutingExecutor(OperatorCatalogue catalogue, Executor pure, Executor foreign) {
    this.catalogue = catalogue;
    this.pure = pure;
    this.foreign = foreign;
  }

  @Override
  public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
    String version = catalogue.version(derivation.operator());
    if (!version.equals(derivation.version())) {
      throw new IOException(
          "Cannot run operator %s at version %s: here it is version %s"
              .formatted(derivation.operator(), derivation.version(), version));
    }
    return switch (catalogue.operator(derivation.operator()).trust()) {
      case PURE -> pure.execute(derivation);
      case FOREIGN -> foreign.execute(derivation);
    };
  }
}

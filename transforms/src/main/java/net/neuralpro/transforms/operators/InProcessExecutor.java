package net.neuralpro.transforms.operators;

import java.io.IOException;
import java.util.SortedMap;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.rules.RejectedInputException;

/** Runs operators in this process, on the calling thread. */
public final class InProcessExecutor implements Executor {
  private final OperatorCatalogue catalogue;
  private final BlockStore store;

  public InProcessExecutor(OperatorCatalogue catalogue, BlockStore store) {
    this.catalogue = catalogue;
    this.store = store;
  }

  @Override
  public Outcome execute(Derivation derivation) throws IOException {
    return apply(catalogue.operator(derivation.operator()), derivation);
  }

  private <P extends Record> Outcome apply(Operator<P> operator, Derivation derivation)
      throws IOException {
    P parameters = DagJson.of(derivation.parameters(), operator.parameters());
    Invocation invocation = new Invocation(store, derivation.inputs());
    Cid cid = derivation.cid();
    try {
      operator.apply(parameters, invocation);
    } catch (RejectedInputException e) {
      return new Outcome.Rejected(cid, e.findings());
    }
    SortedMap<String, Cid> outputs = invocation.outputs();
    return new Outcome.Produced(cid, outputs);
  }
}

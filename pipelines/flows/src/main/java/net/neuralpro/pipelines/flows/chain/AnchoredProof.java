package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Datasets;
import net.neuralpro.connectors.chain.proof.JsonRpcAnchorSource;
import net.neuralpro.pipelines.flows.dataset.SampleProver;
import net.neuralpro.schemas.proof.SampleProof;

/** A sample's proof with the block that shows that its version was published. */
public final class AnchoredProof {
  private AnchoredProof() {}

  /** The proof with a block of a chain, if the version was published there. */
  public static Optional<SampleProof> of(SampleProof proof, Chain chain) throws IOException {
    Optional<Datasets.Published> published = PublishVersion.find(chain, proof.manifest());
    if (published.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        SampleProver.anchored(
            proof,
            new JsonRpcAnchorSource(chain.endpoints().nodes().get(0)),
            chain.contract(Datasets.CONTRACT),
            published.get().dataset().toString()));
  }
}

package net.neuralpro.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Example;
import net.neuralpro.schemas.content.DagJson;

class PublicationProofTest {
  private final PublicationProof proof = PublicationProof.of(SampleManifests.privateHalf());

  @Example
  void showsWhatTheContributorSigned() throws Exception {
    assertThat(proof.publication()).isEqualTo(Consent.Publication.RESTRICTED);
    assertThat(proof.holdsFor(SampleManifests.manifest())).isTrue();
    assertThat(DagJson.read(DagJson.write(proof), PublicationProof.class)).isEqualTo(proof);
  }

  @Example
  void doesNotHoldForMoreThanWasAgreedTo() {
    assertThat(
            new PublicationProof(Consent.Publication.PUBLIC, proof.salt())
                .holdsFor(SampleManifests.manifest()))
        .isFalse();
  }

  @Example
  void doesNotHoldForAManifestThatNobodySigned() {
    assertThat(proof.holdsFor(new SignedManifest(SampleManifests.publicHalf(), Optional.empty())))
        .isFalse();
  }
}

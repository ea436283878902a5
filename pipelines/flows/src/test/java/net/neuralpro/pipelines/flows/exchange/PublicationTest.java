package net.neuralpro.pipelines.flows.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicationProof;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private final MemoryBlockStore store = new MemoryBlockStore();
  private final SampleDataset samples = new SampleDataset(store);

  private Optional<PublicationProof> proof(SignedManifest manifest) throws IOException {
    return Optional.of(PublicationProof.of(PrivateHalf.read(half(manifest).bytes())));
  }

  private Block half(SignedManifest manifest) throws IOException {
    return store.require(PrivateHalf.cid(manifest.publicHalf().privateHalf()));
  }

  private void require(SignedManifest manifest, Optional<PublicationProof> proof, Audience audience)
      throws IOException {
    Publication.require(Parcel.of(samples.version(manifest, proof).block()), store, audience);
  }

  @Test
  void letsEverybodyGetWhatIsPublic() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.PUBLIC, true);
    assertThatCode(() -> require(manifest, proof(manifest), Audience.EVERYBODY))
        .doesNotThrowAnyException();
    assertThatCode(
            () -> Publication.require(Parcel.of(manifest.block()), store, Audience.EVERYBODY))
        .doesNotThrowAnyException();
  }

  @Test
  void letsOnlyTheAdmittedGetWhatIsRestricted() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.RESTRICTED, true);
    assertThatCode(() -> require(manifest, proof(manifest), Audience.ADMITTED))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> require(manifest, proof(manifest), Audience.EVERYBODY))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("CONSENT-PUBLICATION")
        .hasMessageContaining("recording " + manifest.cid())
        .hasMessageContaining("Its contributor agreed to publication 'restricted'.");
  }

  @Test
  void letsNobodyGetWhatStaysInTheWorkspace() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.NONE, true);
    for (Audience audience : Audience.values()) {
      assertThatThrownBy(() -> require(manifest, proof(manifest), audience))
          .hasMessageContaining("agreed to publication 'none'");
    }
  }

  @Test
  void takesNothingForAgreedThatNobodySigned() throws IOException {
    SignedManifest signed = samples.recording(Consent.Publication.PUBLIC, true);
    SignedManifest unsigned = samples.recording(Consent.Publication.PUBLIC, false);
    SignedManifest kept = samples.recording(Consent.Publication.NONE, true);
    assertThatThrownBy(() -> require(signed, Optional.empty(), Audience.EVERYBODY))
        .hasMessageContaining("Nothing that its contributor signed says who may get it");
    assertThatThrownBy(() -> require(unsigned, proof(unsigned), Audience.EVERYBODY))
        .hasMessageContaining("Nothing that its contributor signed says who may get it");
    assertThatThrownBy(() -> require(kept, proof(signed), Audience.EVERYBODY))
        .hasMessageContaining("Nothing that its contributor signed says who may get it");
  }

  @Test
  void refusesPrivateHalvesByName() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.PUBLIC, true);
    assertThatThrownBy(() -> Parcel.of(half(manifest)))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageContaining("the private half of a manifest, which never leaves its owner");
  }
}

package net.neuralpro.pipelines.flows.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicationProof;
import net.neuralpro.schemas.recording.Revocation;
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
    Publication.require(
        Parcel.of(samples.version(manifest, proof).block()), store, audience, List.of());
  }

  @Test
  void letsEverybodyGetWhatIsPublic() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.PUBLIC, true);
    assertThatCode(() -> require(manifest, proof(manifest), Audience.EVERYBODY))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Publication.require(
                    Parcel.of(manifest.block()), store, Audience.EVERYBODY, List.of()))
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
  void letsNobodyGetWhatItsContributorRevokedAndHeedsNobodyElse() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.PUBLIC, true);
    Address contributor = manifest.publicHalf().contributor();
    Address stranger = Address.parse("0x" + "12".repeat(20));
    Parcel parcel = Parcel.of(samples.version(manifest, proof(manifest)).block());
    Revocation foreign = new Revocation(manifest.cid(), stranger, 31337, stranger, 4);
    assertThatCode(() -> Publication.require(parcel, store, Audience.EVERYBODY, List.of(foreign)))
        .doesNotThrowAnyException();
    Revocation own = new Revocation(manifest.cid(), contributor, 31337, stranger, 5);
    for (Audience audience : Audience.values()) {
      assertThatThrownBy(() -> Publication.require(parcel, store, audience, List.of(foreign, own)))
          .isInstanceOf(RejectedInputException.class)
          .hasMessageContaining("REVOKE-RECORDING")
          .hasMessageContaining("Its contributor revoked it in block 5 of chain 31337.");
    }
  }

  @Test
  void refusesPrivateHalvesByName() throws IOException {
    SignedManifest manifest = samples.recording(Consent.Publication.PUBLIC, true);
    assertThatThrownBy(() -> Parcel.of(half(manifest)))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageContaining("the private half of a manifest, which never leaves its owner");
  }
}

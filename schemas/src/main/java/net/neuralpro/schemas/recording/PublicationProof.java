package net.neuralpro.schemas.recording;

import java.util.Optional;

/**
 * Opens a manifest's commitment to who may get the bytes, and no other of its commitments, so that
 * anybody can see what the contributor agreed to.
 *
 * @param publication what the contributor agreed to
 * @param salt of the commitment
 */
public record PublicationProof(Consent.Publication publication, Digest salt) {
  /** The name of the commitment. */
  static final String FIELD = "publication";

  /** The proof for the recording of this private half. */
  public static PublicationProof of(PrivateHalf half) {
    return new PublicationProof(
        half.consent().publication(), Digest.of(Salts.ofField(half.blindingSecret(), FIELD)));
  }

  /** Whether the contributor signed this. */
  public boolean holdsFor(SignedManifest manifest) {
    Digest commitment = Commitment.of(salt.bytes(), FIELD, publication);
    return manifest.isGenuine()
        && Optional.ofNullable(manifest.publicHalf().commitments().get(FIELD))
            .filter(commitment::equals)
            .isPresent();
  }
}

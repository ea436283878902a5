package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/**
 * A recording's manifest as it is kept and referred to: the identifier of its block is "the
 * recording" everywhere.
 *
 * @param publicHalf what is signed
 * @param signature the contributor's signature of {@link ManifestTypedData#digest}
 */
public record SignedManifest(PublicHalf publicHalf, Optional<Signature> signature) {
  /** Whether the contributor signed it. */
  public enum Authenticity {
    /** The signature is the contributor's. */
    GENUINE,
    /** The signature is of something else or by somebody else. */
    FALSE,
    /** There is no signature. */
    UNSIGNED
  }

  public Block block() {
    return DagJson.block(this);
  }

  public Cid cid() {
    return block().cid();
  }

  /** Checks the signature against the contributor. */
  public Authenticity authenticity() {
    return signature
        .map(
            given ->
                given
                        .signer(ManifestTypedData.digest(publicHalf))
                        .filter(publicHalf.contributor()::equals)
                        .isPresent()
                    ? Authenticity.GENUINE
                    : Authenticity.FALSE)
        .orElse(Authenticity.UNSIGNED);
  }

  @JsonIgnore
  public boolean isGenuine() {
    return authenticity() == Authenticity.GENUINE;
  }

  /**
   * Reads a manifest from the bytes of its block.
   *
   * @throws MalformedContentException if they are none
   */
  public static SignedManifest read(byte[] bytes) throws MalformedContentException {
    return Manifests.read(bytes, SignedManifest.class);
  }
}

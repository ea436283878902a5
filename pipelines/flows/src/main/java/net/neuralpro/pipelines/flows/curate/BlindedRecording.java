package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.SignedManifest;

/**
 * A recording with what facts tell it by.
 *
 * @param blinded its blinded identifier
 */
record BlindedRecording(Cid recording, Digest blinded, Address contributor) {
  /** Blinds a recording, if its private half is in the store. */
  static Optional<BlindedRecording> of(BlockStore store, Cid recording) throws IOException {
    SignedManifest manifest = SignedManifest.read(store.require(recording).bytes());
    Cid half = PrivateHalf.cid(manifest.publicHalf().privateHalf());
    return store.has(half)
        ? Optional.of(
            new BlindedRecording(
                recording,
                Registration.blind(recording, PrivateHalf.read(store.require(half).bytes())),
                manifest.publicHalf().contributor()))
        : Optional.empty();
  }
}

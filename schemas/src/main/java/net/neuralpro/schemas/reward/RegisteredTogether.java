package net.neuralpro.schemas.reward;

import java.util.List;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Commitment;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Registration;

/**
 * Recordings that were registered under one root, and which of them a dataset version shows. The
 * others stay hidden behind their blinded identifiers.
 *
 * @param blinded the blinded identifiers of all of them, in their order by value
 * @param shown those that the version shows
 */
public record RegisteredTogether(List<Digest> blinded, List<Shown> shown) {
  /**
   * A recording that is shown.
   *
   * @param index which of the blinded identifiers is its
   * @param recording SHA-256 of its signed manifest
   * @param contributor who signed it
   * @param salt under which it is blinded
   */
  public record Shown(int index, Digest recording, Address contributor, Digest salt) {}

  public RegisteredTogether {
    blinded = List.copyOf(blinded);
    shown = List.copyOf(shown);
    for (Shown each : shown) {
      Cid recording = Cid.ofDigest(Multicodec.DAG_JSON, each.recording().bytes());
      if (each.index() < 0
          || each.index() >= blinded.size()
          || !Commitment.of(each.salt().bytes(), "recording", recording)
              .equals(blinded.get(each.index()))) {
        throw new IllegalArgumentException(
            "Cannot show recording " + each.recording() + " under another blinded identifier");
      }
    }
  }

  /** What was registered. */
  public Digest root() {
    return Registration.root(blinded);
  }
}

package net.neuralpro.schemas.recording;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.time.TimeRange;

/**
 * What is known of a recording and never published: its block is named by a digest in the public
 * half and linked from nowhere.
 *
 * @param device what recorded it, at most 200 letters
 * @param captured nanoseconds since 1970-01-01T00:00:00Z from its first to its last sample
 * @param place where it begins
 * @param consent what the contributor agrees to
 * @param blindingSecret salts the commitments
 */
public record PrivateHalf(
    String device,
    Optional<TimeRange> captured,
    Optional<Place> place,
    Consent consent,
    BlindingSecret blindingSecret) {
  /** The device of a recording of which nobody said what made it. */
  public static final String UNKNOWN_DEVICE = "unknown";

  /** Letters of a device's name. */
  static final int MAX_DEVICE = 200;

  public PrivateHalf {
    if (device.isBlank() || device.length() > MAX_DEVICE) {
      throw new IllegalArgumentException(
          "Cannot use a device name of " + device.length() + " letters: 1 to " + MAX_DEVICE);
    }
  }

  public Block block() {
    return DagJson.block(this);
  }

  /** The digest that stands for it in the public half. */
  public Digest digest() {
    return Digest.of(block().cid().digest());
  }

  /**
   * A commitment to each field but the secret, by the field's name in the block; and one to who may
   * get the bytes, which alone is shown to others.
   */
  public Map<String, Digest> commitments() {
    Map<String, Digest> commitments = new TreeMap<>();
    commit(commitments, "device", device);
    captured.ifPresent(range -> commit(commitments, "captured", range));
    place.ifPresent(point -> commit(commitments, "place", point));
    commit(commitments, "consent", consent);
    commit(commitments, PublicationProof.FIELD, consent.publication());
    return commitments;
  }

  private void commit(Map<String, Digest> commitments, String name, Object value) {
    commitments.put(name, Commitment.of(Salts.ofField(blindingSecret, name), name, value));
  }

  /**
   * Reads the private half from its block.
   *
   * @throws MalformedContentException if it is none
   */
  public static PrivateHalf read(byte[] bytes) throws MalformedContentException {
    return Manifests.read(bytes, PrivateHalf.class);
  }

  /** The identifier of the block that this digest stands for. */
  public static Cid cid(Digest digest) {
    return Cid.ofDigest(Multicodec.DAG_JSON, digest.bytes());
  }
}

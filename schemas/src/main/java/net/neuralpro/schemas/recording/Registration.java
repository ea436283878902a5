package net.neuralpro.schemas.recording;

import java.util.Collection;
import java.util.List;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.merkle.MerkleTree;

/**
 * Shows that a recording is one of those under a registered root. The root is over blinded
 * identifiers, so it can be registered before anybody may know of the recordings; whoever is given
 * this can see that the recording existed by then.
 *
 * @param blinded the blinded identifiers of all recordings that were registered together, 1 to
 *     {@value #MOST}, each once, in their order by value
 * @param index which of them is this recording's
 * @param salt under which it is blinded
 */
public record Registration(List<Digest> blinded, int index, Digest salt) {
  /** How many recordings can be registered together. */
  public static final int MOST = 1 << 16;

  /** The name of the commitment that blinds a recording. */
  static final String FIELD = "recording";

  public Registration {
    blinded = List.copyOf(blinded);
    if (blinded.isEmpty() || blinded.size() > MOST || index < 0 || index >= blinded.size()) {
      throw new IllegalArgumentException(
          "Cannot use number %d of %d registered recordings: 1 to %d, from number 0"
              .formatted(index, blinded.size(), MOST));
    }
    if (!blinded.stream().sorted().distinct().toList().equals(blinded)) {
      throw new IllegalArgumentException("Cannot use registered recordings out of their order");
    }
  }

  /** The blinded identifier of the recording of this manifest and private half. */
  public static Digest blind(Cid recording, PrivateHalf half) {
    return Commitment.of(salt(half), FIELD, recording);
  }

  /**
   * Shows one of the recordings that are registered together.
   *
   * @param blinded the blinded identifiers of all of them, in any order
   */
  public static Registration of(Collection<Digest> blinded, Cid recording, PrivateHalf half) {
    List<Digest> sorted = blinded.stream().sorted().distinct().toList();
    return new Registration(sorted, sorted.indexOf(blind(recording, half)), Digest.of(salt(half)));
  }

  private static byte[] salt(PrivateHalf half) {
    return Salts.ofField(half.blindingSecret(), FIELD);
  }

  /** The Merkle root (RFC 6962) over the blinded identifiers: what is registered. */
  public Digest root() {
    return root(blinded);
  }

  /** The Merkle root over blinded identifiers in their order. */
  public static Digest root(List<Digest> blinded) {
    MerkleTree tree = new MerkleTree();
    blinded.forEach(each -> tree.add(each.bytes()));
    return Digest.of(tree.root());
  }

  /** Whether it shows this recording. */
  public boolean opens(Cid recording) {
    return Commitment.of(salt.bytes(), FIELD, recording).equals(blinded.get(index));
  }
}

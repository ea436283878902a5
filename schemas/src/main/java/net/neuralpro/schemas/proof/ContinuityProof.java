package net.neuralpro.schemas.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * That a dataset version goes on from an earlier one, and that a sample is the same in both: of the
 * same row of the same recording's clip, made by the same derivations, under the same licence and
 * consent. Where it stands in each, and in which files, may differ.
 *
 * @param neural the version of this format, 1
 * @param earlier proves the sample in the earlier version
 * @param later proves it in the later one
 * @param versions what the manifests from the earlier to the later one say, at least two
 */
public record ContinuityProof(
    int neural, SampleProof earlier, SampleProof later, List<DatasetVersion> versions) {
  /** The most bytes that a proof can have. */
  public static final int MAX_SIZE = 1 << 24;

  /** How each begins, and no {@link SampleProof} does. */
  private static final byte[] START = "{\"earlier\":".getBytes(StandardCharsets.US_ASCII);

  public ContinuityProof {
    if (neural != 1) {
      throw new IllegalArgumentException("Cannot use proofs of version " + neural + ": only 1");
    }
    versions = List.copyOf(versions);
    if (versions.size() < 2) {
      throw new IllegalArgumentException("Cannot prove what goes on in one version");
    }
  }

  /** Whether these bytes are to be such a proof. */
  public static boolean isMeantBy(byte[] bytes) {
    return bytes.length > START.length
        && Arrays.equals(bytes, 0, START.length, START, 0, START.length);
  }

  /**
   * Reads a proof; it is not checked yet.
   *
   * @throws RejectedInputException if it is none
   */
  public static ContinuityProof read(byte[] bytes) throws RejectedInputException {
    if (bytes.length > MAX_SIZE) {
      throw SampleProof.refused(
          "PROOF-MALFORMED", "proof", "It is longer than " + MAX_SIZE + " bytes.");
    }
    try {
      ContinuityProof proof = DagJson.read(bytes, ContinuityProof.class);
      proof.earlier.requireShort();
      proof.later.requireShort();
      return proof;
    } catch (MalformedContentException e) {
      throw SampleProof.refused("PROOF-MALFORMED", "proof", String.valueOf(e.getMessage()));
    }
  }

  /** The same with another proof of the sample in the later version. */
  public ContinuityProof with(SampleProof other) {
    return new ContinuityProof(neural, earlier, other, versions);
  }

  /**
   * Checks that all parts belong to each other. Whether the later version is the true one is for
   * {@link TrustedAnchor} to say of {@link #later}.
   *
   * @throws RejectedInputException if they do not
   */
  public void check() throws RejectedInputException {
    earlier.check();
    later.check();
    requireOf(earlier, versions.get(0), "earlier");
    requireOf(later, versions.get(versions.size() - 1), "later");
    for (int index = 1; index < versions.size(); index++) {
      Cid before = versions.get(index - 1).block().cid();
      Optional<Cid> parent = versions.get(index).parent();
      if (!parent.equals(Optional.of(before))) {
        throw refused(
            "versions",
            "Version %d of %d goes on from %s and not from %s."
                .formatted(
                    index + 1, versions.size(), parent.map(Cid::toString).orElse("none"), before));
      }
    }
    if (!isSame(earlier.clip(), later.clip()) || earlier.row() != later.row()) {
      throw refused("earlier", "It is another sample than the later one.");
    }
  }

  private static void requireOf(SampleProof proof, DatasetVersion version, String place)
      throws RejectedInputException {
    if (!version.block().cid().equals(proof.manifest())
        || !version.lineage().equals(proof.lineage())) {
      throw refused(place, "It is of another version than " + version.block().cid() + ".");
    }
  }

  /** Whether two clips are of the same part of a recording, and made alike. */
  public static boolean isSame(ClipLine one, ClipLine other) {
    return one.recording().equals(other.recording())
        && one.clip() == other.clip()
        && one.samples() == other.samples()
        && one.licence().equals(other.licence())
        && one.consent().equals(other.consent())
        && one.derivations().equals(other.derivations());
  }

  private static RejectedInputException refused(String place, String evidence) {
    return SampleProof.refused("PROOF-CONTINUITY", place, evidence);
  }
}

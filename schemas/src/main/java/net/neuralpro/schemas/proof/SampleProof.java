package net.neuralpro.schemas.proof;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.merkle.MerkleProofs;
import net.neuralpro.schemas.merkle.MerkleTree;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * That a sample is in a dataset version, and where it came from.
 *
 * @param neural the version of this format, 1
 * @param manifest the version's root
 * @param lineage the Merkle root over all samples
 * @param clip the sample's clip
 * @param row the sample's row in the clip, from 0
 * @param path the siblings from the sample's leaf to the root, lowest first, 64 hex digits each
 * @param anchor where the version was published, if it was
 * @param block shows the anchor in a block of the chain, if asked for
 */
public record SampleProof(
    int neural,
    Cid manifest,
    LineageCommitment lineage,
    ClipLine clip,
    int row,
    List<String> path,
    Optional<Anchor> anchor,
    Optional<BlockProof> block) {
  /** The most bytes that a proof can have, its block's part included. */
  public static final int MAX_SIZE = 1 << 19;

  /** The most bytes that a proof can have without its block's part. */
  public static final int MAX_CORE_SIZE = 4096;

  public SampleProof {
    if (neural != 1) {
      throw new IllegalArgumentException("Cannot use proofs of version " + neural + ": only 1");
    }
    if (path.size() > MerkleProofs.MAX_HASHES) {
      throw new IllegalArgumentException("Cannot use a path of " + path.size() + " hashes");
    }
    path.forEach(Hexadecimal::hash);
    path = List.copyOf(path);
    if (row < 0 || row >= clip.samples() || clip.firstSample() < 0) {
      throw new IllegalArgumentException(
          "Cannot prove row %d of a clip of %d samples".formatted(row, clip.samples()));
    }
    if (block.isPresent() && anchor.isEmpty()) {
      throw new IllegalArgumentException("Cannot use a block without an anchor");
    }
  }

  /**
   * Reads a proof; it is not checked yet.
   *
   * @throws RejectedInputException if it is none
   */
  public static SampleProof read(byte[] bytes) throws RejectedInputException {
    if (bytes.length > MAX_SIZE) {
      throw refused("PROOF-MALFORMED", "proof", "It is longer than " + MAX_SIZE + " bytes.");
    }
    try {
      SampleProof proof = DagJson.read(bytes, SampleProof.class);
      proof.requireShort();
      return proof;
    } catch (MalformedContentException e) {
      throw refused("PROOF-MALFORMED", "proof", String.valueOf(e.getMessage()));
    }
  }

  void requireShort() throws RejectedInputException {
    int core = DagJson.write(without()).length;
    if (core > MAX_CORE_SIZE) {
      throw refused(
          "PROOF-MALFORMED", "proof", "It has " + core + " bytes without its block: at most 4096.");
    }
  }

  /** The same without a block. */
  private SampleProof without() {
    return new SampleProof(neural, manifest, lineage, clip, row, path, anchor, Optional.empty());
  }

  /** The same with this block. */
  public SampleProof with(Anchor place, BlockProof shown) {
    return new SampleProof(
        neural, manifest, lineage, clip, row, path, Optional.of(place), Optional.of(shown));
  }

  /** The sample's number in the dataset. */
  public long sample() {
    return clip.firstSample() + row;
  }

  /**
   * Checks that all parts belong to each other. Whether the lineage, or the block, is the true one
   * is for {@link TrustedAnchor} to say.
   *
   * @throws RejectedInputException if they do not
   */
  public void check() throws RejectedInputException {
    List<byte[]> hashes = path.stream().map(HexFormat.of()::parseHex).toList();
    if (!MerkleProofs.includes(
        HexFormat.of().parseHex(lineage.root()),
        lineage.leaves(),
        sample(),
        MerkleTree.leafHash(clip.leaf(row)),
        hashes)) {
      throw refused(
          "PROOF-PATH",
          "path",
          "Sample %d with this clip is not in the lineage %s of %d samples."
              .formatted(sample(), lineage.root(), lineage.leaves()));
    }
    if (anchor.isPresent() && block.isPresent()) {
      try {
        Anchor claimed = anchor.get();
        StateProof.Stored stored =
            StateProof.read(
                block.get(),
                claimed.chain(),
                claimed.registry(),
                claimed.dataset(),
                manifest.digest());
        if (!stored.equals(new StateProof.Stored(claimed, lineage))) {
          throw new IllegalArgumentException("it holds " + stored);
        }
      } catch (IllegalArgumentException e) {
        throw refused(
            "PROOF-STATE", "block", "The block does not show the anchor: " + e.getMessage() + ".");
      }
    }
  }

  static RejectedInputException refused(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }
}

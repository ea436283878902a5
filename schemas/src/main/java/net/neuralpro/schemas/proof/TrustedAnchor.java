package net.neuralpro.schemas.proof;

import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.rules.RejectedInputException;

/** What somebody who checks a proof knows already, from elsewhere. */
public sealed interface TrustedAnchor {
  /**
   * Checks a proof, and that it leads to what is trusted.
   *
   * @throws RejectedInputException if it does not
   */
  void check(SampleProof proof) throws RejectedInputException;

  /** A version: its manifest and its lineage. As text: root, leaves and manifest with colons. */
  record Version(LineageCommitment lineage, Cid manifest) implements TrustedAnchor {
    /** Reads the text. */
    public static Version parse(String text) {
      String[] parts = text.split(":", -1);
      if (parts.length != 3 || !parts[1].matches("[0-9]{1,18}")) {
        throw new IllegalArgumentException(
            "Cannot read anchor '%s': LINEAGE:SAMPLES:MANIFEST needed, as check prints it"
                .formatted(text));
      }
      return new Version(
          new LineageCommitment(parts[0], Long.parseLong(parts[1])), Cid.parse(parts[2]));
    }

    @Override
    public void check(SampleProof proof) throws RejectedInputException {
      proof.check();
      if (!proof.lineage().equals(lineage) || !proof.manifest().equals(manifest)) {
        throw SampleProof.refused(
            "PROOF-ANCHOR",
            "lineage",
            "The proof is of %s; trusted is %s.".formatted(of(proof), this));
      }
    }

    /** What a proof claims. */
    public static Version of(SampleProof proof) {
      return new Version(proof.lineage(), proof.manifest());
    }

    @Override
    public String toString() {
      return lineage.root() + ":" + lineage.leaves() + ":" + manifest;
    }
  }

  /**
   * A block of a chain. As text: the chain's number, a space, and the hash.
   *
   * @param chain the chain's number, which no header says
   * @param hash 64 hex digits
   */
  record TrustedBlock(long chain, String hash) implements TrustedAnchor {
    public TrustedBlock {
      Hexadecimal.hash(hash);
    }

    /** Reads the text. */
    public static TrustedBlock parse(String text) {
      String[] parts = text.strip().split("\\s+", -1);
      if (parts.length != 2 || !parts[0].matches("[0-9]{1,18}")) {
        throw new IllegalArgumentException(
            "Cannot read a block: the chain's number, a space and the block's hash needed");
      }
      String hash = parts[1].startsWith("0x") ? parts[1].substring(2) : parts[1];
      return new TrustedBlock(Long.parseLong(parts[0]), hash);
    }

    @Override
    public void check(SampleProof proof) throws RejectedInputException {
      proof.check();
      BlockProof block =
          proof
              .block()
              .orElseThrow(
                  () -> SampleProof.refused("PROOF-HEADER", "block", "The proof has no block."));
      long claimed = proof.anchor().map(Anchor::chain).orElse(0L);
      if (!block.blockHash().equals(hash) || claimed != chain) {
        throw SampleProof.refused(
            "PROOF-HEADER",
            "block",
            "The proof is of block %s of chain %d; trusted is %s of chain %d."
                .formatted(block.blockHash(), claimed, hash, chain));
      }
    }
  }
}

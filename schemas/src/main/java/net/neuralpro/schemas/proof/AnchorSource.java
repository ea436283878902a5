package net.neuralpro.schemas.proof;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.Address;

/** A chain, as far as proofs need it. Whoever asks must check the answers. */
public interface AnchorSource {
  /** The chain's number. */
  long chain() throws IOException;

  /**
   * Proves two words of a contract's storage at the newest final block.
   *
   * @param slots those of samples and lineage, 32 bytes each
   */
  BlockProof prove(Address contract, List<byte[]> slots) throws IOException;

  /** The hash of the final block of this number, 64 hex digits; nothing if there is none yet. */
  Optional<String> blockHash(long number) throws IOException;
}

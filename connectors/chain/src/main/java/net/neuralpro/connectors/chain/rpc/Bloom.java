package net.neuralpro.connectors.chain.rpc;

import java.util.HexFormat;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Keccak;

/** Whether a block may have events of a contract: a false yes is possible, a false no is not. */
final class Bloom {
  private static final int BITS = 2048;

  private Bloom() {}

  /**
   * Whether a contract may be among those of a block.
   *
   * @param bloom of the header, with 0x
   */
  static boolean mayHave(String bloom, Address contract) {
    byte[] bytes = HexFormat.of().parseHex(bloom.substring(2));
    byte[] hash = Keccak.hash(contract.bytes());
    for (int index = 0; index < 6; index += 2) {
      int bit = ((hash[index] & 0xff) << 8 | hash[index + 1] & 0xff) % BITS;
      if ((bytes[bytes.length - 1 - bit / 8] >> bit % 8 & 1) == 0) {
        return false;
      }
    }
    return true;
  }
}

package net.neuralpro.schemas.recording;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it: with the padding from before SHA-3. */
public final class Keccak {
  private Keccak() {}

  /** The 32 bytes for these parts, one after another. */
  public static byte[] hash(byte[]... parts) {
    KeccakDigest keccak = new KeccakDigest(256);
    for (byte[] part : parts) {
      keccak.update(part, 0, part.length);
    }
    byte[] hash = new byte[32];
    keccak.doFinal(hash, 0);
    return hash;
  }
}

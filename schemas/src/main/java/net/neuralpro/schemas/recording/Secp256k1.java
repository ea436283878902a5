package net.neuralpro.schemas.recording;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** The elliptic curve of Ethereum's accounts, and how a public key is had from a signature. */
final class Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  static final BigInteger ORDER = CURVE.getN();
  static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private Secp256k1() {}

  /**
   * The public key that verifies a signature: {@code (s·R − e·G) / r}, after SEC 1 version 2.0,
   * section 4.1.6, for an R whose x is below the order.
   *
   * @param digest 32 bytes
   * @param parity whether R's y is odd: 0 or 1
   * @return 64 bytes, x then y, or empty if there is none
   */
  static Optional<byte[]> recover(byte[] digest, BigInteger r, BigInteger s, int parity) {
    if (digest.length != 32) {
      throw new IllegalArgumentException(
          "Cannot check a signature of " + digest.length + " bytes: a digest has 32");
    }
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + parity);
    byte[] x = r.toByteArray();
    int length = Math.min(32, x.length);
    System.arraycopy(x, x.length - length, compressed, 33 - length, length);
    ECPoint point;
    try {
      point = CURVE.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    BigInteger inverse = r.modInverse(ORDER);
    BigInteger ofGenerator = new BigInteger(1, digest).negate().multiply(inverse).mod(ORDER);
    BigInteger ofPoint = s.multiply(inverse).mod(ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofGenerator, point, ofPoint).normalize();
    if (key.isInfinity()) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(key.getEncoded(false), 1, 65));
  }
}

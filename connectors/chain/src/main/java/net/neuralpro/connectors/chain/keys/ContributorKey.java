package net.neuralpro.connectors.chain.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.ManifestTypedData;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.Signature;
import net.neuralpro.schemas.recording.SignedManifest;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * The secp256k1 key of a contributor. Signatures are deterministic (RFC 6979) with s in the lower
 * half of the order. The key itself never leaves this package, nor is it in any text.
 */
public final class ContributorKey {
  static final int LENGTH = 32;

  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();
  private static final String BLINDING = "neural/blinding";
  private static final String SEED = "neural/seed";

  private final ECKeyPair pair;
  private final Address address;

  private ContributorKey(BigInteger scalar) {
    if (scalar.signum() <= 0 || scalar.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("Cannot use a key that is not between 1 and the order");
    }
    pair = ECKeyPair.create(scalar);
    address = Address.parse(Numeric.prependHexPrefix(Keys.getAddress(pair)));
  }

  /** A new key. */
  public static ContributorKey random(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    BigInteger scalar;
    do {
      random.nextBytes(bytes);
      scalar = new BigInteger(1, bytes);
    } while (scalar.signum() == 0 || scalar.compareTo(ORDER) >= 0);
    return new ContributorKey(scalar);
  }

  /**
   * The key that belongs to a seed and a name, for demonstrations: whoever knows both has the key,
   * so it protects nothing.
   */
  public static ContributorKey ofSeed(long seed, String name) {
    byte[] hash = hmac(SEED.getBytes(UTF_8), (seed + "\0" + name).getBytes(UTF_8));
    BigInteger range = ORDER.subtract(BigInteger.ONE);
    return new ContributorKey(new BigInteger(1, hash).mod(range).add(BigInteger.ONE));
  }

  /** The key of these 32 bytes. */
  static ContributorKey ofBytes(byte[] bytes) {
    return new ContributorKey(new BigInteger(1, bytes));
  }

  byte[] bytes() {
    return Numeric.toBytesPadded(pair.getPrivateKey(), LENGTH);
  }

  public Address address() {
    return address;
  }

  /**
   * Signs a manifest's public half.
   *
   * @throws IllegalArgumentException if it names another contributor
   */
  public SignedManifest sign(PublicHalf half) {
    if (!half.contributor().equals(address)) {
      throw new IllegalArgumentException(
          "Cannot sign for " + half.contributor() + " with the key of " + address);
    }
    return new SignedManifest(half, Optional.of(sign(ManifestTypedData.digest(half))));
  }

  /** Signs a digest of 32 bytes. */
  public Signature sign(byte[] digest) {
    Sign.SignatureData data = Sign.signMessage(digest, pair, false);
    byte[] bytes = new byte[Signature.LENGTH];
    System.arraycopy(data.getR(), 0, bytes, 0, 32);
    System.arraycopy(data.getS(), 0, bytes, 32, 32);
    bytes[64] = data.getV()[0];
    return Signature.of(bytes);
  }

  /**
   * The blinding secret of a recording: {@code HMAC-SHA-256(subkey, content)} with {@code subkey =
   * HMAC-SHA-256(key, "neural/blinding")}. The same submission by the same key has the same one.
   *
   * @param content a digest of all that the manifest says but the secret
   */
  public BlindingSecret blindingSecret(byte[] content) {
    byte[] subkey = hmac(bytes(), BLINDING.getBytes(UTF_8));
    return BlindingSecret.of(hmac(subkey, content));
  }

  /**
   * A secret of 256 bits for another purpose, {@code HMAC-SHA-256(key, "neural/" ‖ purpose)} in
   * hexadecimal, by which other keys can be locked. It tells nothing of this key.
   */
  public String secretFor(String purpose) {
    return HexFormat.of().formatHex(hmac(bytes(), ("neural/" + purpose).getBytes(UTF_8)));
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ContributorKey[" + address + "]";
  }
}

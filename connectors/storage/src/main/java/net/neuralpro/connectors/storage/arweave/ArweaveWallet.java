package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Sha256;

/**
 * A key of RSA with 4096 bits that pays for what is kept. Its secret leaves it only into a file
 * that is its owner's alone.
 *
 * <p>Signatures are RSA-PSS with SHA-256 and a random salt of 32 bytes: signing the same twice
 * gives two signatures, and since identifiers are digests of signatures, two identifiers.
 */
public final class ArweaveWallet {
  /** The length of a public key and of a signature. */
  public static final int LENGTH = 512;

  private static final int BITS = 8 * LENGTH;
  private static final int SALT = 32;

  /** The lengths of salt that wallets use: of the digest, none, and as much as fits. */
  private static final int[] SALTS = {SALT, 0, LENGTH - SALT - 2};

  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  private final RSAPrivateCrtKey key;

  private ArweaveWallet(RSAPrivateCrtKey key) {
    this.key = key;
  }

  /** A new wallet, which takes some seconds to make. */
  public static ArweaveWallet generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(BITS, EXPONENT), random);
      return new ArweaveWallet((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  /**
   * The wallet in a file, encrypted or not.
   *
   * @param passphrase asked for if the file is encrypted
   * @throws StorageException ARWEAVE-WALLET if others may read the file, the passphrase does not
   *     open it, or it holds no wallet
   */
  public static ArweaveWallet read(Path file, Passphrases passphrase) throws IOException {
    return WalletFile.read(file, passphrase);
  }

  /** Whence the passphrase of an encrypted file comes. */
  @FunctionalInterface
  public interface Passphrases {
    /** No passphrase, so that encrypted files cannot be read. */
    Passphrases NONE =
        file -> {
          throw new StorageException(
              "ARWEAVE-WALLET", "Cannot open wallet " + file + " without a passphrase");
        };

    /** The passphrase of this file. */
    char[] of(Path file) throws IOException;
  }

  /**
   * Writes the wallet to a new file, encrypted (scrypt, AES-256-GCM), that only its owner may read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is a file
   */
  public void write(Path file, char[] passphrase, SecureRandom random) throws IOException {
    WalletFile.write(file, WalletFile.encrypt(this, passphrase, random));
  }

  /** Writes the wallet to a new file as a plain JWK, as other wallets want it. */
  public void writePlain(Path file) throws IOException {
    WalletFile.write(file, jwk().toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The wallet that a JWK (RFC 7517) describes.
   *
   * @throws IllegalArgumentException if it is no sound key of 4096 bits
   */
  static ArweaveWallet ofJwk(JsonNode jwk) {
    BigInteger n = number(jwk, "n");
    BigInteger d = number(jwk, "d");
    BigInteger p = number(jwk, "p");
    BigInteger q = number(jwk, "q");
    BigInteger one = BigInteger.ONE;
    BigInteger before = p.subtract(one);
    BigInteger beneath = q.subtract(one);
    if (!jwk.path("kty").asText().equals("RSA")
        || !number(jwk, "e").equals(EXPONENT)
        || n.bitLength() != BITS
        || p.signum() <= 0
        || before.signum() <= 0
        || beneath.signum() <= 0
        || !p.multiply(q).equals(n)
        || p.equals(q)
        || !EXPONENT.multiply(d).mod(before).equals(one)
        || !EXPONENT.multiply(d).mod(beneath).equals(one)) {
      throw new IllegalArgumentException("it is no sound RSA key of " + BITS + " bits");
    }
    try {
      return new ArweaveWallet(
          (RSAPrivateCrtKey)
              KeyFactory.getInstance("RSA")
                  .generatePrivate(
                      new RSAPrivateCrtKeySpec(
                          n, EXPONENT, d, p, q, d.mod(before), d.mod(beneath), q.modInverse(p))));
    } catch (GeneralSecurityException | ArithmeticException e) {
      throw new IllegalArgumentException("it is no sound RSA key", e);
    }
  }

  private static BigInteger number(JsonNode jwk, String name) {
    String text = jwk.path(name).asText();
    if (text.isEmpty() || text.length() > 2 * LENGTH) {
      throw new IllegalArgumentException("its part " + name + " is missing or too long");
    }
    return new BigInteger(1, Base64Url.decode(text));
  }

  ObjectNode jwk() {
    ObjectNode jwk = JsonNodeFactory.instance.objectNode().put("kty", "RSA");
    put(jwk, "n", key.getModulus());
    put(jwk, "e", key.getPublicExponent());
    put(jwk, "d", key.getPrivateExponent());
    put(jwk, "p", key.getPrimeP());
    put(jwk, "q", key.getPrimeQ());
    put(jwk, "dp", key.getPrimeExponentP());
    put(jwk, "dq", key.getPrimeExponentQ());
    put(jwk, "qi", key.getCrtCoefficient());
    return jwk;
  }

  private static void put(ObjectNode jwk, String name, BigInteger number) {
    jwk.put(name, Base64Url.encode(unsigned(number, (number.bitLength() + 7) / 8)));
  }

  private static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    int count = Math.min(length, signed.length);
    System.arraycopy(signed, signed.length - count, bytes, length - count, count);
    return bytes;
  }

  /** The public key: the modulus, 512 bytes. */
  public byte[] owner() {
    return unsigned(key.getModulus(), LENGTH);
  }

  /** Under which the network keeps its money: the digest of the public key. */
  public String address() {
    return address(owner());
  }

  static String address(byte[] owner) {
    return Base64Url.encode(Sha256.of(owner));
  }

  /** A signature of 512 bytes, another one each time. */
  public byte[] sign(byte[] message) {
    try {
      PrivateKey secret = key;
      Signature signature = pss(SALT);
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  /** Whether a signature over a message was made with the secret of this public key. */
  public static boolean verifies(byte[] owner, byte[] message, byte[] signature) {
    BigInteger modulus = new BigInteger(1, owner);
    if (owner.length != LENGTH || signature.length != LENGTH || modulus.bitLength() != BITS) {
      return false;
    }
    try {
      var key =
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, EXPONENT));
      for (int salt : SALTS) {
        Signature check = pss(salt);
        check.initVerify(key);
        check.update(message);
        if (isGenuine(check, signature)) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw lacking(e);
    }
  }

  private static boolean isGenuine(Signature check, byte[] signature) {
    try {
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature pss(int salt) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
    return signature;
  }

  private static IllegalStateException lacking(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform has RSA-PSS", e);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArweaveWallet wallet && Arrays.equals(owner(), wallet.owner());
  }

  @Override
  public int hashCode() {
    return key.getModulus().hashCode();
  }

  @Override
  public String toString() {
    return "ArweaveWallet[" + address() + "]";
  }
}

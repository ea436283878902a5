package net.neuralpro.connectors.chain.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.bouncycastle.crypto.generators.SCrypt;
import org.web3j.crypto.Hash;

/**
 * The text of an encrypted key: Web3 Secret Storage version 3 with scrypt and AES-128-CTR, which
 * wallets read and write too.
 *
 * @see <a
 *     href="https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/">Web3
 *     Secret Storage</a>
 */
final class KeyFile {
  /** A larger text is no key file. */
  static final int MAX_BYTES = 16 << 10;

  /** Memory that unlocking may take, {@code 128 · n · r}: what wallets use at most. */
  private static final long MAX_MEMORY = 256L << 20;

  private static final int MAX_PARALLEL = 16;
  private static final int VERSION = 3;
  private static final int BLOCK = 8;
  private static final int DERIVED = 32;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(8).maxNumberLength(20).build())
              .build());

  private KeyFile() {}

  /** The key encrypted under a passphrase. */
  static byte[] write(ContributorKey key, Passphrase passphrase, SecureRandom random)
      throws IOException {
    byte[] salt = new byte[32];
    byte[] vector = new byte[16];
    byte[] identifier = new byte[16];
    random.nextBytes(salt);
    random.nextBytes(vector);
    random.nextBytes(identifier);
    Stretch stretch = new Stretch(passphrase.strength().cost(), BLOCK, 1, salt);
    byte[] derived = stretch.derive(passphrase);
    byte[] secret = cipher(derived, vector, key.bytes());

    HexFormat hex = HexFormat.of();
    ObjectNode file = JSON.createObjectNode();
    file.put("address", key.address().text().substring(2).toLowerCase(Locale.ROOT));
    ObjectNode crypto = file.putObject("crypto");
    crypto.put("cipher", "aes-128-ctr");
    crypto.putObject("cipherparams").put("iv", hex.formatHex(vector));
    crypto.put("ciphertext", hex.formatHex(secret));
    crypto.put("kdf", "scrypt");
    ObjectNode parameters = crypto.putObject("kdfparams");
    parameters.put("dklen", DERIVED).put("n", stretch.cost).put("p", 1).put("r", BLOCK);
    parameters.put("salt", hex.formatHex(salt));
    crypto.put("mac", hex.formatHex(check(derived, secret)));
    file.put("id", UUID.nameUUIDFromBytes(identifier).toString());
    file.put("version", VERSION);
    return (file + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The key that a text holds.
   *
   * @throws RejectedInputException KEY-MALFORMED for another text, KEY-PASSPHRASE for a wrong
   *     passphrase or an altered text
   */
  static ContributorKey read(byte[] text, String place, Passphrase passphrase) throws IOException {
    Stretch stretch;
    byte[] vector;
    byte[] secret;
    byte[] expected;
    String address;
    try {
      JsonNode file = JSON.readTree(text);
      JsonNode crypto = file.path("crypto");
      require(file.path("version").asInt() == VERSION, "its version is not 3");
      require(crypto.path("cipher").asText().equals("aes-128-ctr"), "its cipher is unknown");
      require(crypto.path("kdf").asText().equals("scrypt"), "its key derivation is not scrypt");
      JsonNode parameters = crypto.path("kdfparams");
      require(parameters.path("dklen").asInt() == DERIVED, "its derived key is not 32 bytes");
      stretch =
          new Stretch(
              parameters.path("n").asInt(),
              parameters.path("r").asInt(),
              parameters.path("p").asInt(),
              bytes(parameters.path("salt"), 8, 128));
      vector = bytes(crypto.path("cipherparams").path("iv"), 16, 16);
      secret = bytes(crypto.path("ciphertext"), ContributorKey.LENGTH, ContributorKey.LENGTH);
      expected = bytes(crypto.path("mac"), 32, 32);
      address = file.path("address").asText().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    } catch (IOException | IllegalArgumentException e) {
      throw rejected(
          "KEY-MALFORMED",
          place,
          "Cannot read the key: "
              + (e instanceof IOException ? "it is no JSON" : e.getMessage())
              + "; perhaps restore it from a copy");
    }
    byte[] derived = stretch.derive(passphrase);
    if (!MessageDigest.isEqual(check(derived, secret), expected)) {
      throw rejected(
          "KEY-PASSPHRASE",
          place,
          "Cannot unlock the key: the passphrase is wrong or the file was altered");
    }
    ContributorKey key = ContributorKey.ofBytes(cipher(derived, vector, secret));
    if (!address.isEmpty() && !("0x" + address).equalsIgnoreCase(key.address().text())) {
      throw rejected(
          "KEY-MALFORMED", place, "Cannot use the key: its address is not the one in the file");
    }
    return key;
  }

  private static byte[] bytes(JsonNode node, int least, int most) {
    byte[] bytes = HexFormat.of().parseHex(node.asText());
    require(bytes.length >= least && bytes.length <= most, "a value has the wrong length");
    return bytes;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static byte[] check(byte[] derived, byte[] secret) {
    byte[] content = new byte[16 + secret.length];
    System.arraycopy(derived, 16, content, 0, 16);
    System.arraycopy(secret, 0, content, 16, secret.length);
    return Hash.sha3(content);
  }

  private static byte[] cipher(byte[] derived, byte[] vector, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(Arrays.copyOf(derived, 16), "AES"),
          new IvParameterSpec(vector));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES in counter mode", e);
    }
  }

  private static RejectedInputException rejected(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }

  /** How a passphrase becomes a key: scrypt (RFC 7914). */
  private record Stretch(int cost, int block, int parallel, byte[] salt) {
    Stretch {
      require(
          cost > 1
              && Integer.bitCount(cost) == 1
              && block >= 1
              && parallel >= 1
              && parallel <= MAX_PARALLEL
              && 128L * cost * block <= MAX_MEMORY,
          "its scrypt parameters are out of range");
    }

    byte[] derive(Passphrase passphrase) {
      return SCrypt.generate(passphrase.bytes(), salt, cost, block, parallel, DERIVED);
    }
  }
}

package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.envelope.ChunkCipher.Position;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A recipient's key under a passphrase: scrypt (RFC 7914) with blocks of 8 and no parallelism, and
 * AES-256-GCM with a key that is used once, since the salt is fresh.
 *
 * @param version of this text, 1
 * @param recipient the public half
 * @param cost the parameter N of scrypt
 * @param salt 64 hex digits
 * @param secret the encrypted private half with its tag, 96 hex digits
 */
record LockedKey(int version, String recipient, int cost, String salt, String secret) {
  static final int MAX_BYTES = 4096;

  private static final int MIN_COST = 1 << 10;
  private static final int MAX_COST = 1 << 18;
  private static final int BLOCK = 8;
  private static final int SALT = 32;
  private static final int SECRET = RecipientKey.LENGTH + ChunkCipher.TAG;

  LockedKey {
    if (version != 1) {
      throw new IllegalArgumentException("its version is not 1");
    }
    if (Integer.bitCount(cost) != 1 || cost < MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException("its scrypt cost is out of range");
    }
    if (!salt.matches("[0-9a-f]{" + 2 * SALT + "}")
        || !secret.matches("[0-9a-f]{" + 2 * SECRET + "}")) {
      throw new IllegalArgumentException("a value has the wrong length");
    }
    Recipient.parse(recipient);
  }

  Recipient whom() {
    return Recipient.parse(recipient);
  }

  static LockedKey lock(RecipientKey key, KeyPassphrase passphrase) {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    int cost = passphrase.origin().cost();
    byte[] secret = new byte[SECRET];
    cipher(passphrase, salt, cost).seal(0, Position.LAST, key.bytes(), RecipientKey.LENGTH, secret);
    HexFormat hex = HexFormat.of();
    return new LockedKey(
        1, key.recipient().toString(), cost, hex.formatHex(salt), hex.formatHex(secret));
  }

  RecipientKey unlock(KeyPassphrase passphrase, String place) throws StorageException {
    HexFormat hex = HexFormat.of();
    byte[] plain = new byte[SECRET];
    try {
      int length =
          cipher(passphrase, hex.parseHex(salt), cost)
              .open(0, Position.LAST, hex.parseHex(secret), SECRET, plain);
      RecipientKey key = RecipientKey.ofBytes(Arrays.copyOf(plain, length));
      if (key.recipient().equals(whom())) {
        return key;
      }
    } catch (AEADBadTagException e) {
      throw new StorageException(
          "KEY-PASSPHRASE",
          "Cannot unlock the key " + place + ": the passphrase is wrong or the file was altered",
          e);
    }
    throw malformed(place, "its public half is not that of the private one");
  }

  private static ChunkCipher cipher(KeyPassphrase passphrase, byte[] salt, int cost) {
    return new ChunkCipher(
        SCrypt.generate(passphrase.bytes(), salt, cost, BLOCK, 1, PushKey.LENGTH));
  }

  byte[] bytes() {
    return (new String(DagJson.write(this), StandardCharsets.UTF_8) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  static LockedKey ofBytes(byte[] bytes, String place) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw malformed(place, "more than " + MAX_BYTES + " bytes");
    }
    try {
      byte[] json =
          new String(bytes, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
      return DagJson.read(json, LockedKey.class);
    } catch (MalformedContentException e) {
      throw malformed(place, String.valueOf(e.getMessage()));
    }
  }

  private static StorageException malformed(String place, String reason) {
    return new StorageException(
        "KEY-MALFORMED",
        "Cannot read the key " + place + ": " + reason + "; perhaps restore it from a copy");
  }
}

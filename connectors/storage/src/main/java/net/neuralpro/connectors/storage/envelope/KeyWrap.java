package net.neuralpro.connectors.storage.envelope;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * A push key wrapped to one recipient by HPKE (RFC 9180), base mode, with DHKEM(X25519,
 * HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. It does not say to whom.
 *
 * @param encapsulated the ephemeral public key, 64 hex digits
 * @param wrapped the encrypted push key with its tag, 96 hex digits
 */
record KeyWrap(String encapsulated, String wrapped) {
  private static final byte[] INFO =
      "neural-envelope/1 push key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};
  private static final int TAG = 16;

  KeyWrap {
    if (!encapsulated.matches("[0-9a-f]{" + 2 * Recipient.LENGTH + "}")
        || !wrapped.matches("[0-9a-f]{" + 2 * (PushKey.LENGTH + TAG) + "}")) {
      throw new IllegalArgumentException("A wrapped key has 32 and 48 bytes in hex digits");
    }
  }

  static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  static KeyWrap of(PushKey key, Recipient recipient) {
    HPKEContextWithEncapsulation context =
        suite().setupBaseS(new X25519PublicKeyParameters(recipient.bytes()), INFO);
    HexFormat hex = HexFormat.of();
    try {
      byte[] wrapped = context.seal(NOTHING, key.bytes());
      return new KeyWrap(hex.formatHex(context.getEncapsulation()), hex.formatHex(wrapped));
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("AES-GCM encrypts any 32 bytes", e);
    }
  }

  /** The push key, if it was wrapped to this key's recipient and is as it was wrapped. */
  Optional<PushKey> open(RecipientKey key) {
    HexFormat hex = HexFormat.of();
    byte[] point = hex.parseHex(encapsulated);
    try {
      Recipient.ofBytes(point);
      HPKE suite = suite();
      byte[] opened =
          suite
              .setupBaseR(
                  point, suite.deserializePrivateKey(key.bytes(), key.recipient().bytes()), INFO)
              .open(NOTHING, hex.parseHex(wrapped));
      return Optional.of(PushKey.ofBytes(opened));
    } catch (IllegalArgumentException | InvalidCipherTextException e) {
      return Optional.empty();
    }
  }
}

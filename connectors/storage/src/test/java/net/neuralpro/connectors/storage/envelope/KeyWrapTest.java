package net.neuralpro.connectors.storage.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;

/**
 * The suite against the test vectors of RFC 9180 for mode 0, KEM 0x0020, KDF 1, AEAD 2, whose
 * encryptions are accumulated: SHAKE128 draws the inputs and digests the outputs.
 */
class KeyWrapTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] INFO = HEX.parseHex("4f6465206f6e2061204772656369616e2055726e");
  private static final String SEED_SENDER =
      "2cd7c601cefb3d42a62b04b7a9041494c06c7843818e0ce28a8f704ae7ab20f9";
  private static final String SEED_RECIPIENT =
      "dac33b0e9db1b59dbbea58d59a14e7b5896e9bdf98fad6891e99d1686492b9ee";
  private static final String PRIVATE =
      "497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d";
  private static final String PUBLIC =
      "430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c";
  private static final String ENCAPSULATED =
      "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256";

  private final RecipientKey own = RecipientKey.ofBytes(HEX.parseHex(PRIVATE));

  @Test
  void hasTheKeysOfTheVectors() {
    HPKE suite = KeyWrap.suite();
    AsymmetricCipherKeyPair recipient = suite.deriveKeyPair(HEX.parseHex(SEED_RECIPIENT));
    assertThat(HEX.formatHex(suite.serializePublicKey(recipient.getPublic()))).isEqualTo(PUBLIC);
    assertThat(HEX.formatHex(own.recipient().bytes())).isEqualTo(PUBLIC);
  }

  @Test
  void encryptsAndDecryptsAsTheVectors() throws Exception {
    HPKE suite = KeyWrap.suite();
    HPKEContextWithEncapsulation sender =
        suite.setupBaseS(
            suite.deserializePublicKey(HEX.parseHex(PUBLIC)),
            INFO,
            suite.deriveKeyPair(HEX.parseHex(SEED_SENDER)));
    HPKEContext recipient =
        suite.setupBaseR(
            HEX.parseHex(ENCAPSULATED),
            suite.deserializePrivateKey(own.bytes(), own.recipient().bytes()),
            INFO);
    assertThat(HEX.formatHex(sender.getEncapsulation())).isEqualTo(ENCAPSULATED);

    SHAKEDigest inputs = new SHAKEDigest(128);
    SHAKEDigest outputs = new SHAKEDigest(128);
    for (int message = 0; message < 1000; message++) {
      byte[] authenticated = draw(inputs);
      byte[] plain = draw(inputs);
      byte[] sealed = sender.seal(authenticated, plain);
      outputs.update(sealed, 0, sealed.length);
      assertThat(recipient.open(authenticated, sealed)).isEqualTo(plain);
    }
    byte[] digest = new byte[16];
    outputs.doOutput(digest, 0, digest.length);
    assertThat(HEX.formatHex(digest)).isEqualTo("1702e73e1e71705faa8241022af1deea");
  }

  private static byte[] draw(SHAKEDigest inputs) {
    byte[] length = new byte[1];
    inputs.doOutput(length, 0, 1);
    byte[] drawn = new byte[length[0] & 0xff];
    inputs.doOutput(drawn, 0, drawn.length);
    return drawn;
  }

  /** Wrapped by the package crypto/hpke of Go 1.26. */
  @Test
  void opensAKeyThatAnotherImplementationWrapped() {
    KeyWrap foreign =
        new KeyWrap(
            "dfffc090a06ac8145147327417b988e7d1870e7e141029a054100ba43b1fad43",
            "77eb9ac6fba70efedb5c8ab1da7bcdcb07f1a4f06256a2b9c7f7951c80385e63"
                + "fb73bc2a9d0ad0b63231da96a7941e5b");
    assertThat(foreign.open(own))
        .hasValueSatisfying(
            key ->
                assertThat(HEX.formatHex(key.bytes()))
                    .isEqualTo("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
  }

  @Test
  void opensNoKeyOfAPointOfLowOrder() {
    for (String point : new String[] {"00".repeat(32), "01" + "00".repeat(31)}) {
      assertThat(new KeyWrap(point, "00".repeat(48)).open(own)).isEmpty();
    }
  }

  @Test
  void wrapsEachTimeAnew() {
    PushKey key = PushKey.random(new SecureRandom());
    KeyWrap one = KeyWrap.of(key, own.recipient());
    KeyWrap other = KeyWrap.of(key, own.recipient());
    assertThat(one.encapsulated()).isNotEqualTo(other.encapsulated());
    assertThat(one.wrapped()).isNotEqualTo(other.wrapped());
    assertThat(one.open(own)).hasValueSatisfying(same -> sameKey(same, key));
    assertThat(other.open(own)).hasValueSatisfying(same -> sameKey(same, key));
  }

  private static void sameKey(PushKey one, PushKey other) {
    assertThat(one.bytes()).isEqualTo(other.bytes());
  }
}

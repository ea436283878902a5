package net.neuralpro.connectors.storage.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.neuralpro.connectors.storage.envelope.ChunkCipher.Position;

class ChunkCipherTest {
  @Property(tries = 200)
  void isThePlatformsGcm(
      @ForAll @IntRange(max = 20_000) int length,
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long number,
      @ForAll Position position,
      @ForAll long seed)
      throws GeneralSecurityException {
    byte[] key = noise(32, seed);
    byte[] plain = noise(length, seed + 1);
    byte[] nonce = new byte[12];
    for (int place = 0; place < 8; place++) {
      nonce[3 + place] = (byte) (number >> (56 - 8 * place));
    }
    nonce[11] = (byte) (position == Position.LAST ? 1 : 0);
    Cipher platform = Cipher.getInstance("AES/GCM/NoPadding");
    platform.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] expected = platform.doFinal(plain);

    ChunkCipher cipher = new ChunkCipher(key);
    byte[] sealed = new byte[ChunkCipher.SEALED];
    int written = cipher.seal(number, position, plain, length, sealed);
    assertThat(Arrays.copyOf(sealed, written)).isEqualTo(expected);

    byte[] opened = new byte[ChunkCipher.PLAIN];
    assertThat(cipher.open(number, position, sealed, written, opened)).isEqualTo(length);
    assertThat(Arrays.copyOf(opened, length)).isEqualTo(plain);
  }

  @Example
  void refusesEveryFlippedBitAndLeavesNothing() {
    ChunkCipher cipher = new ChunkCipher(noise(32, 1));
    byte[] plain = noise(40, 2);
    byte[] sealed = new byte[ChunkCipher.SEALED];
    int written = cipher.seal(7, Position.LAST, plain, 40, sealed);
    for (int bit = 0; bit < written * 8; bit++) {
      byte[] altered = Arrays.copyOf(sealed, written);
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] opened = new byte[64];
      assertThatThrownBy(() -> cipher.open(7, Position.LAST, altered, altered.length, opened))
          .isInstanceOf(AEADBadTagException.class);
      assertThat(opened).containsOnly(0);
    }
  }

  @Example
  void opensAChunkOnlyAtItsPlace() throws AEADBadTagException {
    ChunkCipher cipher = new ChunkCipher(noise(32, 1));
    byte[] sealed = new byte[ChunkCipher.SEALED];
    int written = cipher.seal(7, Position.INNER, noise(40, 2), 40, sealed);
    byte[] opened = new byte[64];
    assertThatThrownBy(() -> cipher.open(7, Position.LAST, sealed, written, opened))
        .isInstanceOf(AEADBadTagException.class);
    assertThatThrownBy(() -> cipher.open(8, Position.INNER, sealed, written, opened))
        .isInstanceOf(AEADBadTagException.class);
    assertThat(cipher.open(7, Position.INNER, sealed, written, opened)).isEqualTo(40);
  }

  private static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

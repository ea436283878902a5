package net.neuralpro.transforms.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FingerprintIndexTest {
  @Property(tries = 200)
  void findsExactlyWhatIsNear(
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int bits,
      @ForAll @IntRange(max = 300) int size) {
    Random random = new Random(seed);
    long[] fingerprints = new long[size];
    for (int index = 0; index < size; index++) {
      fingerprints[index] =
          index == 0 || random.nextInt(3) == 0
              ? random.nextLong()
              : flipped(fingerprints[random.nextInt(index)], random.nextInt(7), random);
    }
    FingerprintIndex index = new FingerprintIndex(fingerprints);

    for (long sought : fingerprints) {
      int[] expected =
          IntStream.range(0, size)
              .filter(other -> Long.bitCount(fingerprints[other] ^ sought) <= bits)
              .toArray();
      assertThat(near(index, sought, bits)).containsExactly(expected);
    }
  }

  @Test
  void looksAtSomeOfManyEqualFingerprintsOnly() {
    long[] fingerprints = new long[3 * FingerprintIndex.WINDOW];
    FingerprintIndex index = new FingerprintIndex(fingerprints);

    assertThat(near(index, 0, 4)).hasSize(FingerprintIndex.WINDOW);
    assertThat(near(index, 1, 4)).hasSize(FingerprintIndex.WINDOW);
  }

  @Test
  void findsWhatIsNearestAmongManyThatAreAlike() {
    long[] fingerprints = new long[3 * FingerprintIndex.WINDOW];
    Arrays.setAll(fingerprints, index -> (long) index << 13);
    FingerprintIndex index = new FingerprintIndex(fingerprints);

    assertThat(near(index, fingerprints[20_000], 0)).containsExactly(20_000);
  }

  @Property
  void ordersNumbersAsUnsigned(@ForAll long[] numbers) {
    int[] expected =
        IntStream.range(0, numbers.length)
            .boxed()
            .sorted((one, other) -> Long.compareUnsigned(numbers[one], numbers[other]))
            .mapToInt(Integer::intValue)
            .toArray();

    assertThat(NumericOrder.of(numbers)).containsExactly(expected);
  }

  private static int[] near(FingerprintIndex index, long fingerprint, int bits) {
    List<Integer> found = new ArrayList<>();
    index.near(fingerprint, bits, found::add);
    return found.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static long flipped(long fingerprint, int bits, Random random) {
    long result = fingerprint;
    for (int bit = 0; bit < bits; bit++) {
      result ^= 1L << random.nextInt(Long.SIZE);
    }
    return result;
  }
}

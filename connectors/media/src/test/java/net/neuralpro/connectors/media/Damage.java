package net.neuralpro.connectors.media;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Ways in which a file gets damaged. */
public final class Damage {
  private Damage() {}

  /** Some of a file's bytes replaced, and perhaps its end cut off. */
  public static Arbitrary<byte[]> of(byte[] original) {
    Arbitrary<List<Integer>> places =
        Arbitraries.integers().between(0, original.length - 1).list().ofMaxSize(12);
    Arbitrary<Integer> length =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(original.length)),
            Tuple.of(2, Arbitraries.integers().between(0, original.length)));
    return Combinators.combine(places, Arbitraries.bytes().list().ofSize(12), length)
        .as(
            (at, values, end) -> {
              byte[] damaged = original.clone();
              for (int index = 0; index < at.size(); index++) {
                damaged[at.get(index)] = values.get(index);
              }
              return Arrays.copyOf(damaged, end);
            });
  }
}

package net.neuralpro.transforms.synthesize;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Numbers that a seed decides, the same on every machine. */
final class Randomness {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private final SplittableRandom random;

  Randomness(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Numbers of their own for a purpose; what was drawn here before has no influence. */
  Randomness fork(String purpose) {
    long hash = seed;
    for (byte letter : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash ^ letter) + GOLDEN;
    }
    return new Randomness(hash);
  }

  /** Numbers of their own for a place of a lattice. */
  Randomness fork(int x, int y) {
    return new Randomness(mix(mix(seed ^ x) + GOLDEN ^ y) + GOLDEN);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): a permutation without a pattern. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long nextLong() {
    return random.nextLong();
  }

  /** 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From {@code low} to just below {@code high}. */
  double uniform(double low, double high) {
    return low + (high - low) * (nextLong() >>> 11) * UNIT;
  }

  boolean chance(double probability) {
    return uniform(0, 1) < probability;
  }

  /** Normally distributed with mean 0 and deviation 1, by the polar method of Marsaglia. */
  double gaussian() {
    while (true) {
      double x = uniform(-1, 1);
      double y = uniform(-1, 1);
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        return x * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }
}

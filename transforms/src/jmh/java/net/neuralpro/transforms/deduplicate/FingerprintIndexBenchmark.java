package net.neuralpro.transforms.deduplicate;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All pairs of fingerprints within 4 bits: nine in ten are random, one in ten is another with 1 to
 * 8 bits flipped. The figure is seconds of one thread, making the index included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class FingerprintIndexBenchmark {
  @Param("1000000")
  int count;

  private long[] fingerprints;

  @Setup
  public void makeFingerprints() {
    Random random = new Random(11);
    fingerprints = random.longs(count).toArray();
    for (int index = count - count / 10; index < count; index++) {
      long mask = 0;
      int flips = 1 + random.nextInt(8);
      while (Long.bitCount(mask) < flips) {
        mask |= 1L << random.nextInt(Long.SIZE);
      }
      fingerprints[index] = fingerprints[random.nextInt(count - count / 10)] ^ mask;
    }
  }

  /** Each pair once. */
  @Benchmark
  public long pairs() {
    FingerprintIndex index = new FingerprintIndex(fingerprints);
    PairCounter counter = new PairCounter();
    for (int seeker = 0; seeker < fingerprints.length; seeker++) {
      counter.seeker = seeker;
      index.near(fingerprints[seeker], FingerprintIndex.MAX_BITS, counter::see);
    }
    return counter.pairs;
  }

  private static final class PairCounter {
    private int seeker;
    private long pairs;

    void see(int found) {
      if (found > seeker) {
        pairs++;
      }
    }
  }
}

package net.neuralpro.transforms.worker;

import java.time.Duration;

/**
 * What a worker may use.
 *
 * @param heap bytes of its Java heap
 * @param memory bytes of private memory in all, native code included
 * @param silence how long it may say nothing while it runs a derivation
 * @param total how long one derivation may take
 * @param output bytes that one derivation may put
 */
public record WorkerLimits(long heap, long memory, Duration silence, Duration total, long output) {
  /** Enough for an hour of 4K video, too little to trouble a computer of 8 GB. */
  public static final WorkerLimits STANDARD =
      new WorkerLimits(
          256L << 20, 3L << 30, Duration.ofSeconds(60), Duration.ofHours(4), 64L << 30);

  public WorkerLimits {
    if (heap <= 0 || memory <= heap || output <= 0) {
      throw new IllegalArgumentException("Cannot limit a worker to no memory or no output");
    }
    if (silence.isNegative() || silence.isZero() || total.compareTo(silence) < 0) {
      throw new IllegalArgumentException("Cannot limit a worker to no time");
    }
  }
}

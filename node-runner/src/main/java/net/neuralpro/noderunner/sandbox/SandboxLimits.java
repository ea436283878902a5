package net.neuralpro.noderunner.sandbox;

import java.time.Duration;

/**
 * What a task may use at most.
 *
 * @param memory bytes of memory, swap included; 16 MiB to 1 TiB
 * @param processes how many processes and threads at once; 1 to 4096
 * @param processors how many processors' time it gets, in thousandths; 10 to 1,000,000
 * @param scratch bytes that it may write beside its outputs; up to 1 TiB
 * @param output bytes of its outputs together; up to 1 TiB
 * @param outputFiles how many files its outputs may be; 1 to 65,536
 * @param time how long it may take, up to a day
 */
public record SandboxLimits(
    long memory,
    int processes,
    int processors,
    long scratch,
    long output,
    int outputFiles,
    Duration time) {
  private static final long MEBIBYTE = 1L << 20;
  private static final long TEBIBYTE = 1L << 40;
  private static final Duration DAY = Duration.ofDays(1);

  /** Enough for a small task: 256 MiB, one processor, a minute. */
  public static final SandboxLimits SMALL =
      new SandboxLimits(
          256 * MEBIBYTE, 64, 1000, 64 * MEBIBYTE, 64 * MEBIBYTE, 1024, Duration.ofMinutes(1));

  public SandboxLimits {
    require("memory", memory, 16 * MEBIBYTE, TEBIBYTE);
    require("processes", processes, 1, 4096);
    require("processors", processors, 10, 1_000_000);
    require("scratch", scratch, MEBIBYTE, TEBIBYTE);
    require("output", output, MEBIBYTE, TEBIBYTE);
    require("output files", outputFiles, 1, 65_536);
    require("milliseconds", time.toMillis(), 1, DAY.toMillis());
  }

  private static void require(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Cannot limit %s to %d: %d to %d".formatted(what, value, least, most));
    }
  }

  /** The same in another time. */
  public SandboxLimits within(Duration other) {
    return new SandboxLimits(memory, processes, processors, scratch, output, outputFiles, other);
  }
}

package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/**
 * Gives every frame a time. A frame without a time of its own follows the one before by that one's
 * duration.
 */
final class FrameClock {

  private static final long FALLBACK_INTERVAL = 1_000_000_000L / 30;
  private static final long LONGEST_DURATION = 3_600_000_000_000L;

  /** 73 years: so far from the ends of a long that sums of a few times stay within it. */
  private static final long FARTHEST = Long.MAX_VALUE / 4;

  private final TimeBase timeBase;
  private final long interval;
  private long end;

  FrameClock(StreamDescription stream) {
    this.timeBase = stream.timeBase();
    this.interval =
        stream
            .picture()
            .flatMap(picture -> picture.averageRate().or(picture::declaredRate))
            .map(rate -> Math.min(LONGEST_DURATION, rate.nanosAt(1)))
            .orElse(FALLBACK_INTERVAL);
  }

  /**
   * The span of the next frame.
   *
   * @throws ArithmeticException if it is more than 73 years from 0
   */
  Span next(long ticks, long durationTicks) {
    long start = ticks == AV_NOPTS_VALUE ? end : timeBase.nanos(ticks);
    if (Math.abs(start) > FARTHEST) {
      throw new ArithmeticException("A time is out of range");
    }
    long duration = durationTicks > 0 ? timeBase.nanos(durationTicks) : interval;
    return follow(start, duration <= LONGEST_DURATION ? duration : interval);
  }

  /** The span of a frame whose own time cannot be. */
  Span next() {
    return follow(Math.min(end, FARTHEST), interval);
  }

  private Span follow(long start, long duration) {
    end = start + duration;
    return new Span(start, duration);
  }

  /** When a frame is shown and for how long, in nanoseconds. */
  record Span(long start, long duration) {}

  /** When the last frame is over. */
  long end() {
    return end;
  }
}

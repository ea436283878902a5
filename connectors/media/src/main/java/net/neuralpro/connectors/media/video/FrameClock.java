package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/**
 * Gives every frame a time. A frame without a time of its own follows the one before by that one's
 * duration.
 */
final class FrameClock {

  /** Told in place of a time that does not fit. */
  static final long IMPOSSIBLE = Long.MIN_VALUE;

  private static final long FALLBACK_INTERVAL = 1_000_000_000L / 30;

  private final TimeBase timeBase;
  private final long interval;
  private long end;

  FrameClock(StreamDescription stream) {
    this.timeBase = stream.timeBase();
    this.interval =
        stream
            .picture()
            .flatMap(picture -> picture.averageRate().or(picture::declaredRate))
            .map(rate -> rate.nanosAt(1))
            .orElse(FALLBACK_INTERVAL);
  }

  long next(long ticks, long duration) {
    try {
      long time = ticks == AV_NOPTS_VALUE ? end : timeBase.nanos(ticks);
      long length = duration > 0 ? timeBase.nanos(duration) : interval;
      end = Math.addExact(time, length);
      return time;
    } catch (ArithmeticException e) {
      return IMPOSSIBLE;
    }
  }

  /** When the last frame is over. */
  long end() {
    return end;
  }
}

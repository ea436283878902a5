package net.neuralpro.schemas.recording;

import java.util.Optional;

/**
 * The clock that a recording's times are on.
 *
 * @param kind what its zero is
 * @param utcOfZero nanoseconds since 1970-01-01T00:00:00Z at its zero, where that is known
 */
public record RecordingClock(Kind kind, Optional<Long> utcOfZero) {
  /** What zero means on a clock. */
  public enum Kind {
    /** The start of the video file's presentation. */
    MEDIA,
    /** The start of the device. */
    BOOT,
    /** 1970-01-01T00:00:00Z. */
    UTC
  }
}

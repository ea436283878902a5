package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;

import java.util.Optional;

/** Compares what a container declared with what came out of it. */
final class Truncation {

  /** Containers round durations, and their longest stream need not be the video. */
  private static final long TOLERANCE_NANOS = 500_000_000L;

  private static final long NANOS_PER_MICROSECOND = 1000;

  private Truncation() {}

  static Optional<DecodeFault> of(
      Demuxer demuxer, StreamDescription stream, long packets, long endNanos) {
    String format = demuxer.context().iformat().name().getString();
    if (!format.startsWith("matroska")) {
      long indexed = avformat_index_get_entries_count(demuxer.stream(stream.index()));
      long declared = Math.max(indexed, format.startsWith("avi") ? stream.frames().orElse(0) : 0);
      if (packets < declared) {
        return Optional.of(
            fault(demuxer, "It declares " + declared + " packets and has " + packets));
      }
    }
    long duration = demuxer.context().duration();
    long start = Math.max(0, demuxer.context().start_time());
    if (format.startsWith("matroska")
        && duration > 0
        && duration < Long.MAX_VALUE / NANOS_PER_MICROSECOND
        && demuxer.context().duration_estimation_method() != AVFMT_DURATION_FROM_BITRATE) {
      long declaredEnd = (duration + start) * NANOS_PER_MICROSECOND;
      if (endNanos + TOLERANCE_NANOS < declaredEnd) {
        return Optional.of(
            fault(demuxer, "It declares " + declaredEnd + " ns and ends at " + endNanos + " ns"));
      }
    }
    return Optional.empty();
  }

  private static DecodeFault fault(Demuxer demuxer, String message) {
    return new DecodeFault(
        "MEDIA-TRUNCATED", demuxer.name() + ", end", message + "; perhaps the file is cut off");
  }
}

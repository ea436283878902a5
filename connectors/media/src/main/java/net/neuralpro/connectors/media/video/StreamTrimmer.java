package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Copies the pictures of a span of time, still coded, into an MP4 of their own, and nothing else:
 * no sound, no data tracks, no tags, nothing that the coded pictures carry embedded. The span is
 * narrowed to whole groups of pictures, so that nothing outside of it can be decoded.
 */
public final class StreamTrimmer {

  private StreamTrimmer() {}

  /**
   * Trims a video.
   *
   * @param startNanos on the container's clock
   * @param endNanos exclusive
   * @param target is written over
   * @throws MediaException MEDIA-OPEN, MEDIA-STREAMS, MEDIA-NO-VIDEO or MEDIA-READ for the source,
   *     MEDIA-TRIM if no whole group of pictures lies within the span, MEDIA-WRITE for the target
   */
  public static TrimmedVideo trim(ByteSource source, long startNanos, long endNanos, Path target)
      throws MediaException {
    TrimRange range = TrimRange.find(source, startNanos, endNanos);
    AVPacket packet = null;
    try (Demuxer demuxer = Demuxer.open(source)) {
      demuxer.keepOnly(index -> index == range.stream());
      packet = Libav.allocated(av_packet_alloc(), source.name());
      try (TrimWriter writer = TrimWriter.open(demuxer.stream(range.stream()), target)) {
        return copy(demuxer, range, packet, writer);
      }
    } finally {
      Libav.free(packet);
    }
  }

  private static TrimmedVideo copy(
      Demuxer demuxer, TrimRange range, AVPacket packet, TrimWriter writer) throws MediaException {
    TimeBase timeBase = TimeBase.of(demuxer.stream(range.stream()).time_base());
    OptionalLong origin = OptionalLong.empty();
    long over = range.start();
    long count = 0;
    while (demuxer.read(packet)) {
      try {
        if (packet.pts() == AV_NOPTS_VALUE) {
          throw new MediaException("MEDIA-TRIM", demuxer.place(packet), "A packet has no time");
        }
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        long time = timeBase.nanos(packet.pts());
        if (origin.isEmpty() && key && time == range.start()) {
          origin = OptionalLong.of(packet.pts());
        }
        if (key && range.end().isPresent() && time == range.end().getAsLong()) {
          break;
        }
        if (origin.isPresent() && packet.pts() >= origin.getAsLong()) {
          over = Math.max(over, time + timeBase.nanos(Math.max(0, packet.duration())));
          writer.write(packet, origin.getAsLong());
          count++;
        }
      } finally {
        av_packet_unref(packet);
      }
    }
    writer.finish();
    return new TrimmedVideo(range.start(), over, count);
  }
}

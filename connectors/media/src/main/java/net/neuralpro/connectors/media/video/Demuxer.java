package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_CUSTOM_IO;
import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_GENPTS;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * An opened container. Only the containers and codecs that recordings come in are tried, no other
 * file or address is opened, and what is read ahead to find the streams is bounded.
 */
final class Demuxer implements AutoCloseable {

  private static final String CONTAINERS = "mov,matroska,avi";
  private static final String CODECS = "h264,hevc,libaom-av1,av1,vp9,mjpeg,mpeg4,ffv1";
  private static final int MAXIMUM_STREAMS = 64;
  private static final int MAXIMUM_INDEX_BYTES = 64 << 20;
  private static final long PROBE_BYTES = 5_000_000;
  private static final long PROBE_MICROSECONDS = 5_000_000;
  private static final int PROBE_PACKETS = 2500;

  private final String name;
  private final SourceInput input;
  private final AVFormatContext context;
  private IntPredicate wanted = index -> true;

  private Demuxer(String name, SourceInput input, AVFormatContext context) {
    this.name = name;
    this.input = input;
    this.context = context;
  }

  static Demuxer open(ByteSource source) throws MediaException {
    SourceInput input = SourceInput.open(source);
    Demuxer demuxer = null;
    try {
      demuxer = open(source.name(), input);
      return demuxer;
    } finally {
      if (demuxer == null) {
        input.close();
      }
    }
  }

  private static Demuxer open(String name, SourceInput input) throws MediaException {
    AVFormatContext context = Libav.allocated(avformat_alloc_context(), name);
    context.pb(input.context());
    context.flags(context.flags() | AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT | AVFMT_FLAG_GENPTS);
    context.max_streams(MAXIMUM_STREAMS);
    context.max_index_size(MAXIMUM_INDEX_BYTES);
    context.probesize(PROBE_BYTES);
    context.max_analyze_duration(PROBE_MICROSECONDS);
    context.max_probe_packets(PROBE_PACKETS);
    av_opt_set(context, "protocol_whitelist", "", 0);
    av_opt_set(context, "format_whitelist", CONTAINERS, 0);
    av_opt_set(context, "codec_whitelist", CODECS, 0);
    int opened =
        avformat_open_input(context, (String) null, (AVInputFormat) null, (AVDictionary) null);
    if (opened < 0) {
      // libav has freed the context
      throw new MediaException(
          "MEDIA-OPEN",
          name,
          "Cannot read it as MP4, Matroska or AVI: "
              + reason(input, opened)
              + "; perhaps the file is cut off or of another kind",
          input.failure().orElse(null));
    }
    Demuxer demuxer = new Demuxer(name, input, context);
    int found = avformat_find_stream_info(context, (AVDictionary) null);
    if (found < 0) {
      avformat_close_input(context);
      throw new MediaException(
          "MEDIA-STREAMS", name, "Cannot find its streams: " + reason(input, found));
    }
    return demuxer;
  }

  String name() {
    return name;
  }

  AVFormatContext context() {
    return context;
  }

  int streamCount() {
    return context.nb_streams();
  }

  AVStream stream(int index) {
    return context.streams(index);
  }

  /** Leaves the packets of all other streams out. */
  void keepOnly(IntPredicate wanted) {
    this.wanted = wanted;
    for (int i = 0; i < streamCount(); i++) {
      stream(i).discard(wanted.test(i) ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
  }

  /**
   * Reads the next packet into {@code packet}.
   *
   * @return whether there was one
   * @throws MediaException MEDIA-READ if the container breaks off or is damaged here, MEDIA-PACKET
   *     if a packet is too large
   */
  boolean read(AVPacket packet) throws MediaException {
    int result = av_read_frame(context, packet);
    while (result >= 0 && !wanted.test(packet.stream_index())) {
      // what was read ahead to find the streams is not yet filtered
      av_packet_unref(packet);
      result = av_read_frame(context, packet);
    }
    if (result == AVERROR_EOF) {
      if (input.failure().isPresent()) {
        throw unreadable(result);
      }
      return false;
    }
    if (result < 0) {
      throw unreadable(result);
    }
    if (packet.size() > Libav.MAXIMUM_PACKET_BYTES) {
      throw new MediaException(
          "MEDIA-PACKET", place(packet), "A packet of " + packet.size() + " bytes is too large");
    }
    return true;
  }

  String place(AVPacket packet) {
    return name + ", byte " + packet.pos() + ", stream " + packet.stream_index();
  }

  private MediaException unreadable(int result) {
    return new MediaException(
        "MEDIA-READ",
        name,
        "Cannot read on: " + reason(input, result) + "; perhaps the file is cut off",
        input.failure().orElse(null));
  }

  private static String reason(SourceInput input, int code) {
    return input.failure().map(Throwable::toString).orElseGet(() -> Libav.message(code));
  }

  @Override
  public void close() {
    if (!context.isNull()) {
      avformat_close_input(context);
    }
    input.close();
  }
}

package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_list_parse_str;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_copy_props;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/** An MP4 with one stream of coded pictures, from which embedded data is taken out. */
final class TrimWriter implements AutoCloseable {

  private static final int ERROR_AGAIN = -11;

  private final String place;
  private final AVFormatContext context = new AVFormatContext(null);
  private final AVBSFContext filter = new AVBSFContext(null);
  private final AVRational timeBase;
  private @Nullable AVPacket filtered;
  private String codec = "";

  private TrimWriter(String place, AVRational timeBase) {
    this.place = place;
    this.timeBase = timeBase;
  }

  static TrimWriter open(AVStream source, Path target) throws MediaException {
    TrimWriter writer = new TrimWriter(String.valueOf(target.getFileName()), source.time_base());
    boolean opened = false;
    try {
      writer.start(source, target);
      opened = true;
      return writer;
    } finally {
      if (!opened) {
        writer.close();
      }
    }
  }

  private void start(AVStream source, Path target) throws MediaException {
    filtered = Libav.allocated(av_packet_alloc(), place);
    codec = avcodec_get_name(source.codecpar().codec_id()).getString();
    String url = "file:" + target.toAbsolutePath();
    check(avformat_alloc_output_context2(context, (AVOutputFormat) null, "mp4", url));
    context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    AVStream stream = Libav.allocated(avformat_new_stream(context, (AVCodec) null), place);
    check(avcodec_parameters_copy(stream.codecpar(), openFilter(source)));
    stripParameters(stream.codecpar());
    stream.codecpar().codec_tag(0);
    stream.time_base(source.time_base());
    stream.sample_aspect_ratio(source.sample_aspect_ratio());
    stream.avg_frame_rate(source.avg_frame_rate());
    AVIOContext output = new AVIOContext(null);
    check(avio_open(output, url, AVIO_FLAG_WRITE));
    context.pb(output);
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "movflags", "+faststart", 0);
      check(avformat_write_header(context, options));
    } finally {
      av_dict_free(options);
    }
  }

  private AVCodecParameters openFilter(AVStream source) throws MediaException {
    String filters = EmbeddedData.filters(codec);
    if (filters.isEmpty()) {
      return source.codecpar();
    }
    check(av_bsf_list_parse_str(filters, filter));
    check(avcodec_parameters_copy(filter.par_in(), source.codecpar()));
    filter.time_base_in(source.time_base());
    check(av_bsf_init(filter));
    return filter.par_out();
  }

  private void stripParameters(AVCodecParameters parameters) {
    int size = parameters.extradata_size();
    if (filter.isNull() && size > 0) {
      byte[] bytes = new byte[size];
      parameters.extradata().get(bytes);
      byte[] kept = EmbeddedData.strip(codec, bytes);
      parameters.extradata().put(kept);
      parameters.extradata_size(kept.length);
    }
  }

  /** Writes a packet of the source, its times moved so that {@code origin} becomes 0. */
  void write(AVPacket packet, long origin) throws MediaException {
    packet.pts(packet.pts() - origin);
    if (packet.dts() != AV_NOPTS_VALUE) {
      packet.dts(packet.dts() - origin);
    }
    if (filter.isNull()) {
      writeStripped(packet);
      return;
    }
    check(av_bsf_send_packet(filter, packet));
    drain();
  }

  private void drain() throws MediaException {
    AVPacket next = packet();
    int result = av_bsf_receive_packet(filter, next);
    while (result >= 0) {
      mux(next);
      result = av_bsf_receive_packet(filter, next);
    }
    if (result != ERROR_AGAIN && result != AVERROR_EOF) {
      check(result);
    }
  }

  private void writeStripped(AVPacket packet) throws MediaException {
    byte[] bytes = PacketReader.bytes(packet);
    byte[] kept = EmbeddedData.strip(codec, bytes);
    AVPacket next = packet();
    check(av_new_packet(next, kept.length));
    next.data().put(kept);
    int copied = av_packet_copy_props(next, packet);
    if (copied < 0) {
      av_packet_unref(next);
      check(copied);
    }
    mux(next);
  }

  private void mux(AVPacket next) throws MediaException {
    next.stream_index(0);
    next.pos(-1);
    av_packet_rescale_ts(next, timeBase, context.streams(0).time_base());
    // the muxer takes the packet's reference, also when it fails
    check(av_interleaved_write_frame(context, next));
  }

  private AVPacket packet() {
    AVPacket open = filtered;
    if (open == null) {
      throw new IllegalStateException("The writer is closed");
    }
    return open;
  }

  void finish() throws MediaException {
    if (!filter.isNull()) {
      check(av_bsf_send_packet(filter, (AVPacket) null));
      drain();
    }
    check(av_write_trailer(context));
  }

  private int check(int result) throws MediaException {
    return Libav.check(result, "MEDIA-WRITE", place, "Cannot write the trimmed video");
  }

  @Override
  public void close() {
    if (!filter.isNull()) {
      av_bsf_free(filter);
    }
    if (!context.isNull()) {
      if (context.pb() != null && !context.pb().isNull()) {
        avio_closep(context.pb());
        context.pb((AVIOContext) null);
      }
      avformat_free_context(context);
      context.setNull();
    }
    Libav.free(filtered);
  }
}

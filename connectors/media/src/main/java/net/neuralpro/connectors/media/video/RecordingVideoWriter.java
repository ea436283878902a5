package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.neuralpro.connectors.media.video.analysis.Picture;
import net.neuralpro.connectors.media.video.analysis.Plane;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Writes a video as a camera would: H.264 in the container that the file's name ends in, each
 * picture at a time of its own. An MP4 has its index in front. Equal pictures at equal times make
 * equal files.
 */
public final class RecordingVideoWriter implements AutoCloseable {

  private static final String ENCODER = "libopenh264";

  private final GridFormat format;
  private final String place;
  private final AVFormatContext container = new AVFormatContext(null);
  private @Nullable AVCodecContext codec;
  private @Nullable AVFrame frame;
  private @Nullable AVPacket packet;

  private RecordingVideoWriter(GridFormat format, String place) {
    this.format = format;
    this.place = place;
  }

  /**
   * Opens a writer.
   *
   * @param target is written over; its name ends in {@code .mp4}, {@code .mkv} or {@code .mov}
   * @param format the rate is that of the ticks at which pictures can be shown
   * @throws MediaException MEDIA-ENCODE if there is no such encoder, MEDIA-WRITE if the file cannot
   *     be written, MEDIA-MEMORY
   */
  public static RecordingVideoWriter open(Path target, GridFormat format) throws MediaException {
    Libav.load();
    RecordingVideoWriter writer =
        new RecordingVideoWriter(format, String.valueOf(target.getFileName()));
    boolean opened = false;
    try {
      writer.start("file:" + target.toAbsolutePath());
      opened = true;
      return writer;
    } finally {
      if (!opened) {
        writer.close();
      }
    }
  }

  private void start(String url) throws MediaException {
    AVCodecContext encoder = openCodec();
    codec = encoder;
    frame = FrameScaler.picture(format.width(), format.height(), place);
    packet = Libav.allocated(av_packet_alloc(), place);
    write(avformat_alloc_output_context2(container, (AVOutputFormat) null, null, url));
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    AVStream stream = Libav.allocated(avformat_new_stream(container, (AVCodec) null), place);
    write(avcodec_parameters_from_context(stream.codecpar(), encoder));
    stream.time_base(encoder.time_base()).avg_frame_rate(encoder.framerate());
    AVIOContext output = new AVIOContext(null);
    write(avio_open(output, url, AVIO_FLAG_WRITE));
    container.pb(output);
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "movflags", "+faststart", 0);
      write(avformat_write_header(container, options));
    } finally {
      av_dict_free(options);
    }
  }

  private AVCodecContext openCodec() throws MediaException {
    AVCodec encoder = avcodec_find_encoder_by_name(ENCODER);
    if (encoder == null || encoder.isNull()) {
      throw new MediaException("MEDIA-ENCODE", place, "There is no encoder " + ENCODER);
    }
    AVCodecContext context = Libav.allocated(avcodec_alloc_context3(encoder), place);
    GridCoding coding = format.coding();
    context.width(format.width()).height(format.height()).pix_fmt(GridEncoder.PIXEL_FORMAT);
    context.time_base(av_make_q(format.rate().seconds(), format.rate().frames()));
    context.framerate(av_make_q(format.rate().frames(), format.rate().seconds()));
    context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
    context.thread_count(1).slices(1).gop_size(coding.groupLength()).max_b_frames(0);
    context.qmin(coding.quantizer()).qmax(coding.quantizer());
    av_opt_set(context.priv_data(), "rc_mode", "quality", 0);
    int result = avcodec_open2(context, encoder, (AVDictionary) null);
    if (result < 0) {
      Libav.free(context);
      throw new MediaException(
          "MEDIA-ENCODE", place, "Cannot open the encoder: " + Libav.message(result));
    }
    return context;
  }

  /**
   * Writes a picture.
   *
   * @param picture of the format's size in 8-bit 4:2:0
   * @param tick when it is shown, in frames of the format's rate; after the picture before
   */
  public void write(Picture picture, long tick) throws MediaException {
    AVFrame target = open(frame);
    copy(picture.luma(), target, 0);
    copy(picture.chromaBlue().orElseThrow(), target, 1);
    copy(picture.chromaRed().orElseThrow(), target, 2);
    target.pts(tick).duration(1);
    encode(avcodec_send_frame(open(codec), target));
    encode(avcodec_receive_packet(open(codec), open(packet)));
    AVPacket coded = open(packet);
    coded.duration(1).stream_index(0);
    av_packet_rescale_ts(coded, open(codec).time_base(), container.streams(0).time_base());
    // the muxer takes the packet's reference, also when it fails
    write(av_interleaved_write_frame(container, coded));
  }

  private static void copy(Plane plane, AVFrame frame, int index) {
    int shift = index == 0 ? 0 : 1;
    if (plane.width() != frame.width() >> shift || plane.height() != frame.height() >> shift) {
      throw new IllegalArgumentException(
          "Plane " + index + " of " + plane.width() + "x" + plane.height() + " does not fit");
    }
    int stride = frame.linesize(index);
    ByteBuffer target = frame.data(index).capacity((long) stride * plane.height()).asByteBuffer();
    for (int y = 0; y < plane.height(); y++) {
      target.put(y * stride, plane.samples(), y * plane.stride(), plane.width());
    }
  }

  /** Completes the file. No picture can be written after that. */
  public void finish() throws MediaException {
    write(av_write_trailer(container));
  }

  private void encode(int result) throws MediaException {
    Libav.check(result, "MEDIA-ENCODE", place, "Cannot encode a picture");
  }

  private void write(int result) throws MediaException {
    Libav.check(result, "MEDIA-WRITE", place, "Cannot write the video");
  }

  private static <P> P open(@Nullable P part) {
    if (part == null) {
      throw new IllegalStateException("The writer is closed");
    }
    return part;
  }

  @Override
  public void close() {
    if (!container.isNull()) {
      if (container.pb() != null && !container.pb().isNull()) {
        avio_closep(container.pb());
        container.pb((AVIOContext) null);
      }
      avformat_free_context(container);
      container.setNull();
    }
    Libav.free(codec);
    Libav.free(frame);
    Libav.free(packet);
    codec = null;
    frame = null;
    packet = null;
  }
}

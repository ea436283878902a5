package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

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

/** Writes small videos by any of libav's encoders into any of its containers. */
final class SampleVideo {

  static final int FRAMES_PER_SECOND = 25;

  private SampleVideo() {}

  interface Frames {
    Picture at(int frame);
  }

  static Path write(Path target, String encoder, int count, Frames frames) throws MediaException {
    Libav.load();
    AVCodec codec = avcodec_find_encoder_by_name(encoder);
    Picture first = frames.at(0);
    int width = first.luma().width();
    int height = first.luma().height();
    AVFormatContext container = new AVFormatContext(null);
    check(avformat_alloc_output_context2(container, (AVOutputFormat) null, null, "file:" + target));
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    AVCodecContext context = avcodec_alloc_context3(codec);
    boolean jpeg = encoder.equals("mjpeg");
    context.width(width).height(height);
    context.pix_fmt(jpeg ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P);
    if (jpeg) {
      context.color_range(AVCOL_RANGE_JPEG);
    }
    context.time_base(av_make_q(1, FRAMES_PER_SECOND)).framerate(av_make_q(FRAMES_PER_SECOND, 1));
    context.gop_size(12).bit_rate(800_000).thread_count(1);
    context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
    if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    if (encoder.equals("mpeg4")) {
      context.max_b_frames(2);
    }
    AVDictionary options = new AVDictionary(null);
    if (encoder.equals("libaom-av1")) {
      av_dict_set(options, "usage", "realtime", 0);
      av_dict_set(options, "cpu-used", "8", 0);
    } else if (encoder.equals("libvpx-vp9")) {
      av_dict_set(options, "deadline", "realtime", 0);
      av_dict_set(options, "cpu-used", "8", 0);
    }
    check(avcodec_open2(context, codec, options));
    AVStream stream = avformat_new_stream(container, (AVCodec) null);
    check(avcodec_parameters_from_context(stream.codecpar(), context));
    stream.time_base(context.time_base()).avg_frame_rate(context.framerate());
    AVIOContext output = new AVIOContext(null);
    check(avio_open(output, "file:" + target, AVIO_FLAG_WRITE));
    container.pb(output);
    check(avformat_write_header(container, (AVDictionary) null));
    AVFrame frame = FrameScaler.picture(width, height, "sample");
    frame.format(context.pix_fmt());
    AVPacket packet = av_packet_alloc();
    for (int i = 0; i < count; i++) {
      Picture picture = frames.at(i);
      check(av_frame_make_writable(frame));
      copy(picture.luma(), frame, 0);
      copy(picture.chromaBlue().orElseThrow(), frame, 1);
      copy(picture.chromaRed().orElseThrow(), frame, 2);
      frame.pts(i).duration(1);
      check(avcodec_send_frame(context, frame));
      drain(context, packet, container);
    }
    check(avcodec_send_frame(context, (AVFrame) null));
    drain(context, packet, container);
    check(av_write_trailer(container));
    avio_closep(container.pb());
    avformat_free_context(container);
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(context);
    return target;
  }

  private static void drain(AVCodecContext context, AVPacket packet, AVFormatContext container)
      throws MediaException {
    while (avcodec_receive_packet(context, packet) >= 0) {
      av_packet_rescale_ts(packet, context.time_base(), container.streams(0).time_base());
      packet.stream_index(0);
      check(av_interleaved_write_frame(container, packet));
    }
  }

  private static void copy(Plane plane, AVFrame frame, int index) {
    int stride = frame.linesize(index);
    ByteBuffer target = frame.data(index).capacity((long) stride * plane.height()).asByteBuffer();
    for (int y = 0; y < plane.height(); y++) {
      target.put(y * stride, plane.samples(), y * plane.stride(), plane.width());
    }
  }

  private static int check(int result) throws MediaException {
    return Libav.check(result, "SAMPLE", "sample video", "Cannot write it");
  }
}

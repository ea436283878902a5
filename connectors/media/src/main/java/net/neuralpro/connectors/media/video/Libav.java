package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What all uses of libav share: its process-wide limits and the reading of its error codes. */
final class Libav {

  /** A single native allocation; an 8K picture of 16-bit samples needs 200 MB. */
  private static final long MAXIMUM_ALLOCATION = 256L << 20;

  static final long MAXIMUM_PIXELS = 8192L * 4608;
  static final int MAXIMUM_PACKET_BYTES = 64 << 20;

  private static final int MESSAGE_BYTES = 256;

  static {
    Loader.load(avformat.class);
    Loader.load(swscale.class);
    av_log_set_level(AV_LOG_QUIET);
    av_max_alloc(MAXIMUM_ALLOCATION);
  }

  private Libav() {}

  /** Loads the native libraries and sets their limits, once. */
  static void load() {
    // the static initialiser has done it
  }

  static int check(int code, String rule, String place, String action) throws MediaException {
    if (code < 0) {
      throw new MediaException(rule, place, action + ": " + message(code));
    }
    return code;
  }

  static <P extends Pointer> P allocated(@Nullable P pointer, String place) throws MediaException {
    if (pointer == null || pointer.isNull()) {
      throw new MediaException("MEDIA-MEMORY", place, "Native memory is used up");
    }
    return pointer;
  }

  static void free(@Nullable AVCodecContext context) {
    if (context != null && !context.isNull()) {
      avcodec_free_context(context);
    }
  }

  static void free(@Nullable AVPacket packet) {
    if (packet != null && !packet.isNull()) {
      av_packet_free(packet);
    }
  }

  static void free(@Nullable AVFrame frame) {
    if (frame != null && !frame.isNull()) {
      av_frame_free(frame);
    }
  }

  static String message(int code) {
    byte[] text = new byte[MESSAGE_BYTES];
    av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}

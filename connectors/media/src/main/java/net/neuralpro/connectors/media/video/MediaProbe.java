package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Reads what a container declares of itself, without decoding its streams. */
public final class MediaProbe {

  private static final int MAXIMUM_TAGS = 256;
  private static final int MAXIMUM_TAG_BYTES = 4096;
  private static final int LARGEST_ASPECT_TERM = 10_000;
  private static final int GREATEST_ASPECT = 16;
  private static final int DISPLAY_MATRIX_BYTES = 36;
  private static final long NANOS_PER_MICROSECOND = 1000;

  private MediaProbe() {}

  /**
   * Describes a container.
   *
   * @throws MediaException MEDIA-OPEN, MEDIA-STREAMS or MEDIA-READ
   */
  public static ContainerDescription probe(ByteSource source) throws MediaException {
    try (Demuxer demuxer = Demuxer.open(source)) {
      return describe(demuxer, source);
    }
  }

  static ContainerDescription describe(Demuxer demuxer, ByteSource source) throws MediaException {
    List<StreamDescription> streams = new ArrayList<>();
    for (int i = 0; i < demuxer.streamCount(); i++) {
      streams.add(describe(demuxer.stream(i), i));
    }
    long duration = demuxer.context().duration();
    return new ContainerDescription(
        text(demuxer.context().iformat().name()),
        duration > 0 && duration < Long.MAX_VALUE / NANOS_PER_MICROSECOND
            ? OptionalLong.of(duration * NANOS_PER_MICROSECOND)
            : OptionalLong.empty(),
        streams,
        mainVideo(demuxer),
        tags(demuxer.context().metadata()),
        ContentCredentialsScan.scan(source));
  }

  static OptionalInt mainVideo(Demuxer demuxer) {
    int best =
        av_find_best_stream(demuxer.context(), AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  static StreamDescription describe(AVStream stream, int index) {
    AVCodecParameters parameters = stream.codecpar();
    TimeBase timeBase = TimeBase.of(stream.time_base());
    StreamKind kind = kind(parameters.codec_type());
    return new StreamDescription(
        index,
        kind,
        text(avcodec_get_name(parameters.codec_id())),
        tag(parameters.codec_tag()),
        timeBase,
        duration(stream.duration(), timeBase),
        stream.nb_frames() > 0 ? OptionalLong.of(stream.nb_frames()) : OptionalLong.empty(),
        kind == StreamKind.VIDEO ? Optional.of(picture(stream)) : Optional.empty());
  }

  private static PictureDescription picture(AVStream stream) {
    AVCodecParameters parameters = stream.codecpar();
    return new PictureDescription(
        parameters.width(),
        parameters.height(),
        text(av_get_pix_fmt_name(parameters.format())),
        rate(stream.r_frame_rate()),
        rate(stream.avg_frame_rate()),
        rotation(parameters),
        sampleAspect(stream),
        text(av_color_space_name(parameters.color_space()))
            + "/"
            + text(av_color_range_name(parameters.color_range())));
  }

  /** The declared aspect; one that no camera has counts as square. */
  static SampleAspect sampleAspect(AVStream stream) {
    AVRational declared = stream.sample_aspect_ratio();
    if (declared.num() < 1 || declared.den() < 1) {
      declared = stream.codecpar().sample_aspect_ratio();
    }
    int width = declared.num();
    int height = declared.den();
    boolean plausible =
        width > 0
            && height > 0
            && Math.max(width, height) <= LARGEST_ASPECT_TERM
            && Math.max(width, height) <= GREATEST_ASPECT * Math.min(width, height);
    return plausible ? new SampleAspect(width, height) : SampleAspect.SQUARE;
  }

  /** The nearest multiple of 90 degrees, clockwise; mirroring is not told. */
  static int rotation(AVCodecParameters parameters) {
    AVPacketSideData sideData = parameters.coded_side_data();
    if (sideData == null || sideData.isNull()) {
      return 0;
    }
    AVPacketSideData matrix =
        av_packet_side_data_get(
            sideData, parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull() || matrix.size() < DISPLAY_MATRIX_BYTES) {
      return 0;
    }
    double counterclockwise = av_display_rotation_get(new IntPointer(matrix.data()));
    return Double.isNaN(counterclockwise)
        ? 0
        : Math.floorMod((int) Math.round(-counterclockwise / 90), 4) * 90;
  }

  private static StreamKind kind(int type) {
    if (type == AVMEDIA_TYPE_VIDEO) {
      return StreamKind.VIDEO;
    } else if (type == AVMEDIA_TYPE_AUDIO) {
      return StreamKind.AUDIO;
    } else if (type == AVMEDIA_TYPE_SUBTITLE) {
      return StreamKind.SUBTITLE;
    } else if (type == AVMEDIA_TYPE_DATA) {
      return StreamKind.DATA;
    }
    return StreamKind.OTHER;
  }

  private static Optional<FrameRate> rate(AVRational rational) {
    int frames = rational.num();
    int seconds = rational.den();
    return frames < 1 || seconds < 1 || frames > 1_000_000 || seconds > 1_000_000
        ? Optional.empty()
        : Optional.of(new FrameRate(frames, seconds));
  }

  private static OptionalLong duration(long ticks, TimeBase timeBase) {
    if (ticks == AV_NOPTS_VALUE || ticks < 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(timeBase.nanos(ticks));
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static String tag(int code) {
    StringBuilder text = new StringBuilder(4);
    for (int shift = 0; shift < 32; shift += 8) {
      char c = (char) (code >>> shift & 0xff);
      text.append(c >= ' ' && c <= '~' ? c : '.');
    }
    return text.toString();
  }

  private static Map<String, String> tags(@Nullable AVDictionary dictionary) {
    Map<String, String> tags = new TreeMap<>();
    AVDictionaryEntry entry = null;
    while (tags.size() < MAXIMUM_TAGS
        && (entry = av_dict_iterate(dictionary, entry)) != null
        && !entry.isNull()) {
      tags.put(text(entry.key()), text(entry.value()));
    }
    return Collections.unmodifiableMap(tags);
  }

  private static String text(@Nullable BytePointer pointer) {
    if (pointer == null || pointer.isNull()) {
      return "unknown";
    }
    byte[] bytes = pointer.getStringBytes();
    return new String(bytes, 0, Math.min(bytes.length, MAXIMUM_TAG_BYTES), StandardCharsets.UTF_8);
  }
}

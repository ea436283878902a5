package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.connectors.media.video.analysis.Picture;
import net.neuralpro.connectors.media.video.analysis.Plane;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Encodes pictures of one size as the rows of a grid video: an MP4 whose packet {@code n} is row
 * {@code n}, shown at exactly {@code n / rate}. Coded rows are kept in a scratch file until {@link
 * #writeTo} puts their index before them. Equal rows make equal files.
 */
public final class GridEncoder implements AutoCloseable {

  static final int PIXEL_FORMAT = AV_PIX_FMT_YUV420P;

  private static final String ENCODER = "libopenh264";

  private final GridFormat format;
  private final AVCodecContext codec;
  private final AVPacket packet;
  private final Mp4Track track;
  private final Path scratch;
  private final OutputStream spool;
  private final SampleTable samples = new SampleTable();
  private @Nullable AVFrame own;
  private int rowsInGroup;

  private GridEncoder(
      GridFormat format, AVCodecContext codec, AVPacket packet, Mp4Track track, Path scratch)
      throws IOException {
    this.format = format;
    this.codec = codec;
    this.packet = packet;
    this.track = track;
    this.scratch = scratch;
    this.spool = new BufferedOutputStream(Files.newOutputStream(scratch));
  }

  /**
   * Opens an encoder.
   *
   * @param scratch a file to keep the coded rows in; it is written over, and deleted at the end
   * @throws MediaException MEDIA-ENCODE if there is no such encoder
   */
  public static GridEncoder open(GridFormat format, Path scratch) throws IOException {
    Libav.load();
    String place = String.valueOf(scratch.getFileName());
    AVCodecContext codec = openCodec(format, place);
    AVPacket packet = null;
    GridEncoder encoder = null;
    try {
      packet = Libav.allocated(av_packet_alloc(), place);
      byte[] parameters = new byte[codec.extradata_size()];
      codec.extradata().get(parameters);
      Mp4Track track =
          new Mp4Track(
              format.rate(),
              format.width(),
              format.height(),
              AnnexB.configuration(parameters, place));
      encoder = new GridEncoder(format, codec, packet, track, scratch);
      return encoder;
    } finally {
      if (encoder == null) {
        Libav.free(packet);
        Libav.free(codec);
      }
    }
  }

  private static AVCodecContext openCodec(GridFormat format, String place) throws MediaException {
    AVCodec encoder = avcodec_find_encoder_by_name(ENCODER);
    if (encoder == null || encoder.isNull()) {
      throw new MediaException("MEDIA-ENCODE", place, "There is no encoder " + ENCODER);
    }
    AVCodecContext context = Libav.allocated(avcodec_alloc_context3(encoder), place);
    context.width(format.width()).height(format.height()).pix_fmt(PIXEL_FORMAT);
    context.time_base(av_make_q(format.rate().seconds(), format.rate().frames()));
    context.framerate(av_make_q(format.rate().frames(), format.rate().seconds()));
    context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER);
    context.thread_count(1).slices(1).gop_size(0).max_b_frames(0);
    context.qmin(format.coding().quantizer()).qmax(format.coding().quantizer());
    av_opt_set(context.priv_data(), "rc_mode", "quality", 0);
    int result = avcodec_open2(context, encoder, (AVDictionary) null);
    if (result < 0) {
      Libav.free(context);
      throw new MediaException(
          "MEDIA-ENCODE", place, "Cannot open the encoder: " + Libav.message(result));
    }
    return context;
  }

  /** The number of rows so far. */
  public int rows() {
    return samples.count();
  }

  /**
   * Encodes the next row.
   *
   * @param picture of the format's size in 8-bit 4:2:0
   * @param least {@link RowKind#KEY} if it must be a key row
   * @return what it became
   */
  public RowKind encode(Picture picture, RowKind least) throws IOException {
    AVFrame frame = own;
    if (frame == null) {
      frame = FrameScaler.picture(format.width(), format.height(), place());
      own = frame;
    }
    copy(picture.luma(), frame, 0);
    copy(chroma(picture.chromaBlue().orElse(null)), frame, 1);
    copy(chroma(picture.chromaRed().orElse(null)), frame, 2);
    return encode(frame, least);
  }

  private static Plane chroma(@Nullable Plane plane) {
    if (plane == null) {
      throw new IllegalArgumentException("A picture to encode needs both chroma planes");
    }
    return plane;
  }

  private void copy(Plane plane, AVFrame frame, int index) {
    int shift = index == 0 ? 0 : 1;
    int width = format.width() >> shift;
    int height = format.height() >> shift;
    if (plane.width() != width || plane.height() != height) {
      throw new IllegalArgumentException(
          "Plane " + index + " must be " + width + "x" + height + " samples");
    }
    int stride = frame.linesize(index);
    ByteBuffer target = frame.data(index).capacity((long) stride * height).asByteBuffer();
    for (int y = 0; y < height; y++) {
      target.put(y * stride, plane.samples(), y * plane.stride(), width);
    }
  }

  RowKind encode(AVFrame frame, RowKind least) throws IOException {
    boolean key =
        least == RowKind.KEY || rows() == 0 || rowsInGroup >= format.coding().groupLength();
    frame.pts(rows());
    frame.pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    Libav.check(avcodec_send_frame(codec, frame), "MEDIA-ENCODE", place(), "Cannot encode");
    Libav.check(
        avcodec_receive_packet(codec, packet), "MEDIA-ENCODE", place(), "The row gave no packet");
    try {
      byte[] sample = AnnexB.sample(PacketReader.bytes(packet));
      boolean isKey = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
      if (key && !isKey) {
        throw new MediaException("MEDIA-ENCODE", place(), "The row did not become a key row");
      }
      spool.write(sample);
      samples.add(sample.length, isKey);
      rowsInGroup = isKey ? 1 : rowsInGroup + 1;
      return isKey ? RowKind.KEY : RowKind.PREDICTED;
    } finally {
      av_packet_unref(packet);
    }
  }

  /** Writes the whole video: its index, then its rows. No row can be encoded after that. */
  public void writeTo(OutputStream out) throws IOException {
    spool.close();
    out.write(Mp4Header.of(track, samples));
    Files.copy(scratch, out);
  }

  private String place() {
    return "row " + rows();
  }

  @Override
  public void close() throws IOException {
    if (!codec.isNull()) {
      Libav.free(codec);
      Libav.free(packet);
      Libav.free(own);
      spool.close();
      Files.deleteIfExists(scratch);
    }
  }
}

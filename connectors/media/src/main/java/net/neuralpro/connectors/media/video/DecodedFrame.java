package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;

import java.nio.ByteBuffer;
import net.neuralpro.connectors.media.video.analysis.Plane;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * A decoded picture. It shares native memory with the decoder by count; whoever receives it closes
 * it, and its planes are valid until then.
 */
public final class DecodedFrame implements AutoCloseable {

  private final AVFrame frame;
  private final long index;
  private final FrameClock.Span span;
  private final PixelLayout layout;

  DecodedFrame(AVFrame frame, long index, FrameClock.Span span) {
    this.frame = frame;
    this.index = index;
    this.span = span;
    this.layout = PixelLayout.of(frame.format());
  }

  /** Its number in presentation order, from 0. */
  public long index() {
    return index;
  }

  /** When it is shown: nanoseconds on the container's clock. */
  public long presentationNanos() {
    return span.start();
  }

  /** How long it is shown, in nanoseconds, as the container or else its frame rate has it. */
  public long durationNanos() {
    return span.duration();
  }

  /** Width in luma samples. */
  public int width() {
    return frame.width();
  }

  /** Height in luma samples. */
  public int height() {
    return frame.height();
  }

  /** libav's name of the pixel format, such as {@code yuv420p}. */
  public String pixelFormat() {
    BytePointer name = av_get_pix_fmt_name(frame.format());
    return name == null || name.isNull() ? "unknown" : name.getString();
  }

  /** How it was coded. */
  public PictureType pictureType() {
    int type = frame.pict_type();
    if (type == AV_PICTURE_TYPE_I) {
      return PictureType.INTRA;
    } else if (type == AV_PICTURE_TYPE_P) {
      return PictureType.PREDICTED;
    } else if (type == AV_PICTURE_TYPE_B) {
      return PictureType.BIDIRECTIONAL;
    }
    return PictureType.OTHER;
  }

  /** Whether decoding can begin with it. */
  public boolean key() {
    return (frame.flags() & AV_FRAME_FLAG_KEY) != 0;
  }

  /** The number of planes of samples. */
  public int planeCount() {
    return layout.planes();
  }

  /**
   * A plane's bytes: rows of {@link #stride} bytes, in the layout that {@link #pixelFormat} names.
   */
  public ByteBuffer bytes(int plane) {
    BytePointer data = frame.data(plane);
    int row = av_image_get_linesize(frame.format(), frame.width(), plane);
    long size = (long) stride(plane) * (layout.rows(plane, frame.height()) - 1) + row;
    return data.capacity(size).asByteBuffer();
  }

  /** Bytes from one row of a plane to the next. */
  public int stride(int plane) {
    return frame.linesize(plane);
  }

  AVFrame frame() {
    return frame;
  }

  PixelLayout layout() {
    return layout;
  }

  boolean fullRange() {
    return layout.fullRange() || frame.color_range() == AVCOL_RANGE_JPEG;
  }

  /** A plane of 8-bit samples; only for layouts that are {@link PixelLayout#planar8}. */
  Plane plane(int plane) {
    return new Plane(
        bytes(plane),
        stride(plane),
        layout.columns(plane, frame.width()),
        layout.rows(plane, frame.height()));
  }

  @Override
  public void close() {
    Libav.free(frame);
  }
}

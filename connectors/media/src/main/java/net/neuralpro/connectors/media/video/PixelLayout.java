package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * How a pixel format lays out its samples.
 *
 * @param planes number of planes, 0 where unknown
 * @param planar8 whether plane 0 is 8-bit luma and planes 1 and 2 are 8-bit chroma (or absent)
 * @param fullRange whether black is 0 and white 255 by the format's own definition
 * @param chromaShiftX the binary logarithm of luma columns for each chroma column
 * @param chromaShiftY the same of rows
 */
record PixelLayout(
    int planes, boolean planar8, boolean fullRange, int chromaShiftX, int chromaShiftY) {

  private static final int UNFIT =
      AV_PIX_FMT_FLAG_RGB
          | AV_PIX_FMT_FLAG_PAL
          | AV_PIX_FMT_FLAG_BITSTREAM
          | AV_PIX_FMT_FLAG_HWACCEL;

  private static final Map<Integer, PixelLayout> KNOWN = new ConcurrentHashMap<>();

  static PixelLayout of(int format) {
    return KNOWN.computeIfAbsent(format, PixelLayout::describe);
  }

  private static PixelLayout describe(int format) {
    AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(format);
    if (descriptor == null || descriptor.isNull()) {
      return new PixelLayout(0, false, false, 0, 0);
    }
    int planes = Math.max(0, av_pix_fmt_count_planes(format));
    boolean planar =
        (descriptor.flags() & UNFIT) == 0
            && planes == descriptor.nb_components()
            && planes != 2
            && descriptor.comp(0).depth() == 8
            && descriptor.comp(0).step() == 1;
    boolean full =
        format == AV_PIX_FMT_YUVJ420P
            || format == AV_PIX_FMT_YUVJ422P
            || format == AV_PIX_FMT_YUVJ444P
            || format == AV_PIX_FMT_YUVJ440P
            || format == AV_PIX_FMT_GRAY8;
    return new PixelLayout(
        planes, planar, full, descriptor.log2_chroma_w(), descriptor.log2_chroma_h());
  }

  int columns(int plane, int width) {
    return plane == 1 || plane == 2 ? -(-width >> chromaShiftX) : width;
  }

  int rows(int plane, int height) {
    return plane == 1 || plane == 2 ? -(-height >> chromaShiftY) : height;
  }
}

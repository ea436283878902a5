package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.jspecify.annotations.Nullable;

/**
 * Scales pictures into one 8-bit 4:2:0 picture of limited range, which is overwritten each time.
 * The flags are those under which swscale gives the same bytes with and without vector
 * instructions.
 */
final class FrameScaler implements AutoCloseable {

  private static final int FLAGS = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT;

  private final String place;
  private final AVFrame target;
  private final int width;
  private final int height;
  private @Nullable SwsContext context;
  private int sourceWidth;
  private int sourceHeight;
  private int sourceFormat;
  private boolean sourceFull;

  FrameScaler(int width, int height, String place) throws MediaException {
    this.place = place;
    this.width = width;
    this.height = height;
    this.target = picture(width, height, place);
  }

  /** A new picture with samples of its own. */
  static AVFrame picture(int width, int height, String place) throws MediaException {
    AVFrame frame = Libav.allocated(av_frame_alloc(), place);
    frame.width(width).height(height).format(GridEncoder.PIXEL_FORMAT);
    int result = av_frame_get_buffer(frame, 0);
    if (result < 0) {
      Libav.free(frame);
      throw new MediaException("MEDIA-MEMORY", place, Libav.message(result));
    }
    return frame;
  }

  /** The scaled picture, valid until the next call. */
  AVFrame scale(DecodedFrame source, int cropX, int cropY) throws MediaException {
    AVFrame cut = Libav.allocated(av_frame_clone(source.frame()), place);
    try {
      if (cropX > 0 || cropY > 0) {
        cut.crop_left(cropX).crop_right(cropX).crop_top(cropY).crop_bottom(cropY);
        Libav.check(
            av_frame_apply_cropping(cut, AV_FRAME_CROP_UNALIGNED),
            "MEDIA-SCALE",
            place,
            "Cannot cut");
      }
      SwsContext scaler = contextFor(cut, source.fullRange());
      Libav.check(sws_scale_frame(scaler, target, cut), "MEDIA-SCALE", place, "Cannot scale");
      return target;
    } finally {
      Libav.free(cut);
    }
  }

  private SwsContext contextFor(AVFrame source, boolean full) throws MediaException {
    SwsContext known = context;
    if (known != null
        && source.width() == sourceWidth
        && source.height() == sourceHeight
        && source.format() == sourceFormat
        && full == sourceFull) {
      return known;
    }
    free();
    SwsContext made = Libav.allocated(sws_alloc_context(), place);
    made.flags(FLAGS).threads(1);
    made.src_w(source.width()).src_h(source.height()).src_format(source.format());
    made.src_range(full ? 1 : 0);
    made.dst_w(width).dst_h(height).dst_format(GridEncoder.PIXEL_FORMAT).dst_range(0);
    int result = sws_init_context(made, (SwsFilter) null, (SwsFilter) null);
    if (result < 0) {
      sws_freeContext(made);
      throw new MediaException(
          "MEDIA-SCALE", place, "Cannot scale its pictures: " + Libav.message(result));
    }
    context = made;
    sourceWidth = source.width();
    sourceHeight = source.height();
    sourceFormat = source.format();
    sourceFull = full;
    return made;
  }

  private void free() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
  }

  @Override
  public void close() {
    free();
    Libav.free(target);
  }
}

package net.neuralpro.connectors.media.video;

import java.util.Optional;
import net.neuralpro.connectors.media.video.analysis.Picture;
import net.neuralpro.connectors.media.video.analysis.Plane;
import net.neuralpro.connectors.media.video.analysis.SampleRange;
import org.jspecify.annotations.Nullable;

/**
 * Shows decoded frames as 8-bit planes: most have them, others (10-bit, RGB) are converted at their
 * own size.
 */
final class PictureReader implements AutoCloseable {

  private final String place;
  private @Nullable FrameScaler converter;
  private int width;
  private int height;

  PictureReader(String place) {
    this.place = place;
  }

  /** The picture, valid until the frame is closed or the next picture is read. */
  Picture read(DecodedFrame frame) throws MediaException {
    if (frame.layout().planar8()) {
      return picture(frame, frame.fullRange() ? SampleRange.FULL : SampleRange.LIMITED);
    }
    FrameScaler known = converter;
    if (known == null || width != frame.width() || height != frame.height()) {
      close();
      known = new FrameScaler(frame.width(), frame.height(), place);
      converter = known;
      width = frame.width();
      height = frame.height();
    }
    DecodedFrame converted =
        new DecodedFrame(known.scale(frame, 0, 0), frame.index(), new FrameClock.Span(0, 0));
    return picture(converted, SampleRange.LIMITED);
  }

  private static Picture picture(DecodedFrame frame, SampleRange range) {
    boolean colour = frame.planeCount() >= 3;
    Optional<Plane> blue = colour ? Optional.of(frame.plane(1)) : Optional.empty();
    Optional<Plane> red = colour ? Optional.of(frame.plane(2)) : Optional.empty();
    return new Picture(frame.plane(0), blue, red, range);
  }

  @Override
  public void close() {
    if (converter != null) {
      converter.close();
      converter = null;
    }
  }
}

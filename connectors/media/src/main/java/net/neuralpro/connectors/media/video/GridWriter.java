package net.neuralpro.connectors.media.video;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.connectors.media.video.analysis.PictureSums;
import net.neuralpro.connectors.media.video.analysis.Plane;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Turns frames, each with its shot and the moment it leaves the screen, into rows of the grid. */
final class GridWriter implements AutoCloseable {

  private final ExaminationSettings settings;
  private final PictureDescription source;
  private final Path scratch;
  private final String place;
  private final GridPlanner planner;
  private final ExaminationListener listener;
  private @Nullable GridEncoder encoder;
  private @Nullable FrameScaler scaler;
  private @Nullable FrameTurner turner;
  private @Nullable GridFormat format;
  private @Nullable GridGeometry geometry;
  private int sourceWidth;
  private int sourceHeight;

  GridWriter(
      ExaminationSettings settings,
      PictureDescription source,
      Path scratch,
      String place,
      ExaminationListener listener) {
    this.settings = settings;
    this.source = source;
    this.scratch = scratch;
    this.place = place;
    this.planner = new GridPlanner(settings.rate());
    this.listener = listener;
  }

  void startShot(long time) {
    planner.startShot(time);
  }

  /** Encodes the rows that show this frame, which is on the screen until {@code end}. */
  void show(DecodedFrame frame, int shot, long end) throws IOException {
    int rows = planner.rowsUntil(end);
    if (rows == 0) {
      return;
    }
    GridGeometry fit = geometryFor(frame);
    GridEncoder target = encoderFor(fit);
    AVFrame picture = picture(frame, fit);
    PictureSums sums =
        PictureSums.of(plane(picture, fit, 0), plane(picture, fit, 1), plane(picture, fit, 2));
    for (int i = 0; i < rows; i++) {
      RowKind least = planner.atShotStart() ? RowKind.KEY : RowKind.PREDICTED;
      long row = target.rows();
      RowKind kind = target.encode(picture, least);
      listener.encoded(
          new GridRow(
              row,
              frame.index(),
              frame.presentationNanos(),
              planner.nextNanos(),
              shot,
              kind,
              sums));
      planner.advance();
    }
  }

  private static Plane plane(AVFrame picture, GridGeometry fit, int index) {
    int shift = index == 0 ? 0 : 1;
    int height = fit.height() >> shift;
    int stride = picture.linesize(index);
    return new Plane(
        picture.data(index).capacity((long) stride * height).asByteBuffer(),
        stride,
        fit.width() >> shift,
        height);
  }

  private GridGeometry geometryFor(DecodedFrame frame) throws MediaException {
    GridGeometry known = geometry;
    if (known != null && frame.width() == sourceWidth && frame.height() == sourceHeight) {
      return known;
    }
    GridFormat fixed = format;
    GridSize size =
        fixed == null ? settings.size() : new GridSize.Exact(fixed.width(), fixed.height());
    GridGeometry made =
        GridGeometry.of(
            frame.width(), frame.height(), source.sampleAspect(), source.rotation(), size);
    closeScaling();
    scaler = new FrameScaler(made.scaledWidth(), made.scaledHeight(), place);
    if (made.rotation() != 0) {
      turner = new FrameTurner(made.width(), made.height(), made.rotation(), place);
    }
    geometry = made;
    sourceWidth = frame.width();
    sourceHeight = frame.height();
    return made;
  }

  private GridEncoder encoderFor(GridGeometry fit) throws IOException {
    GridEncoder open = encoder;
    if (open == null) {
      GridFormat made =
          new GridFormat(settings.rate(), fit.width(), fit.height(), settings.coding());
      open = GridEncoder.open(made, scratch);
      encoder = open;
      format = made;
    }
    return open;
  }

  private AVFrame picture(DecodedFrame frame, GridGeometry fit) throws MediaException {
    FrameScaler open = scaler;
    if (open == null) {
      throw new IllegalStateException("The geometry of a frame comes before its picture");
    }
    AVFrame scaled = open.scale(frame, fit.cropX(), fit.cropY());
    return turner == null ? scaled : turner.turn(scaled);
  }

  Optional<GridFormat> format() {
    return Optional.ofNullable(format);
  }

  long rows() {
    return encoder == null ? 0 : encoder.rows();
  }

  void writeTo(OutputStream out) throws IOException {
    if (encoder != null) {
      encoder.writeTo(out);
    }
  }

  private void closeScaling() {
    if (scaler != null) {
      scaler.close();
      scaler = null;
    }
    if (turner != null) {
      turner.close();
      turner = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeScaling();
    if (encoder != null) {
      encoder.close();
    }
  }
}

package net.neuralpro.connectors.media.video;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Turns pictures by quarters into a picture of its own, which is overwritten each time. */
final class FrameTurner implements AutoCloseable {

  private static final int PLANES = 3;

  private final AVFrame target;
  private final int rotation;

  /**
   * @param width of the turned pictures
   * @param height of the turned pictures
   * @param rotation clockwise, 90, 180 or 270 degrees
   */
  FrameTurner(int width, int height, int rotation, String place) throws MediaException {
    this.target = FrameScaler.picture(width, height, place);
    this.rotation = rotation;
  }

  /** The turned picture, valid until the next call. */
  AVFrame turn(AVFrame source) {
    for (int plane = 0; plane < PLANES; plane++) {
      int shift = plane == 0 ? 0 : 1;
      turn(source, plane, target.width() >> shift, target.height() >> shift);
    }
    return target;
  }

  private void turn(AVFrame source, int plane, int width, int height) {
    int fromStride = source.linesize(plane);
    int toStride = target.linesize(plane);
    int fromRows = rotation == 180 ? height : width;
    ByteBuffer from = source.data(plane).capacity((long) fromStride * fromRows).asByteBuffer();
    ByteBuffer to = target.data(plane).capacity((long) toStride * height).asByteBuffer();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at =
            switch (rotation) {
              case 90 -> (width - 1 - x) * fromStride + y;
              case 180 -> (height - 1 - y) * fromStride + width - 1 - x;
              default -> x * fromStride + height - 1 - y;
            };
        to.put(y * toStride + x, from.get(at));
      }
    }
  }

  @Override
  public void close() {
    Libav.free(target);
  }
}

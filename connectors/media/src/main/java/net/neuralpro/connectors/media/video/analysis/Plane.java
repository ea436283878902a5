package net.neuralpro.connectors.media.video.analysis;

import java.nio.ByteBuffer;

/**
 * One plane of a picture: 8-bit samples, row by row.
 *
 * @param samples the plane's bytes; absolute access only, so that one view can be shared
 * @param stride bytes from one row to the next, at least {@code width}
 * @param width samples in a row, at least 1
 * @param height rows, at least 1
 */
public record Plane(ByteBuffer samples, int stride, int width, int height) {

  public Plane {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A plane of " + width + "x" + height + " has no samples");
    }
    if (stride < width) {
      throw new IllegalArgumentException("Stride " + stride + " is below the width " + width);
    }
    long needed = (long) stride * (height - 1) + width;
    if (samples.capacity() < needed) {
      throw new IllegalArgumentException(
          "A plane needs " + needed + " bytes, has " + samples.capacity());
    }
  }
}

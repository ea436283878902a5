package net.neuralpro.transforms.synthesize;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import net.neuralpro.connectors.media.video.analysis.Picture;
import net.neuralpro.connectors.media.video.analysis.Plane;
import net.neuralpro.connectors.media.video.analysis.SampleRange;

/**
 * A rendered frame: colours (see {@link Colours}) of half the picture's width and height, from
 * which the picture is scaled up.
 */
final class Frame {
  private final int width;
  private final int height;
  private final int[] colours;

  Frame(int width, int height) {
    this.width = width;
    this.height = height;
    this.colours = new int[width * height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int[] colours() {
    return colours;
  }

  void blacken() {
    Arrays.fill(colours, Colours.BLACK);
  }

  /** The picture of twice the width and height, its luma interpolated and grained. */
  Picture picture(long grain) {
    ByteBuffer luma = ByteBuffer.allocate(4 * width * height);
    byte[] samples = luma.array();
    long noise = grain;
    for (int y = 0; y < 2 * height; y++) {
      int near = (y >> 1) * width;
      int far =
          Math.max(0, Math.min(height - 1, (y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1)) * width;
      for (int x = 0; x < width; x++) {
        int before = x == 0 ? 0 : x - 1;
        int after = x == width - 1 ? x : x + 1;
        int left = 3 * luma(near + before) + luma(far + before);
        int middle = 3 * luma(near + x) + luma(far + x);
        int right = 3 * luma(near + after) + luma(far + after);
        noise = noise * 6364136223846793005L + 1442695040888963407L;
        int index = 2 * (y * width + x);
        samples[index] = grained((3 * middle + left + 8) >> 4, (int) (noise >>> 62));
        samples[index + 1] = grained((3 * middle + right + 8) >> 4, (int) (noise >>> 60) & 3);
      }
    }
    return new Picture(
        new Plane(luma, 2 * width, 2 * width, 2 * height),
        Optional.of(chroma(8, 1)),
        Optional.of(chroma(0, 1)),
        SampleRange.LIMITED);
  }

  private int luma(int index) {
    return colours[index] >> 16 & 0xff;
  }

  private static byte grained(int value, int grain) {
    return (byte) (value <= 16 ? value : value + grain - 1);
  }

  /** The picture of the frame's own width and height. */
  Picture smallPicture() {
    ByteBuffer luma = ByteBuffer.allocate(width * height);
    for (int index = 0; index < colours.length; index++) {
      luma.put(index, (byte) luma(index));
    }
    return new Picture(
        new Plane(luma, width, width, height),
        Optional.of(chroma(8, 2)),
        Optional.of(chroma(0, 2)),
        SampleRange.LIMITED);
  }

  /** A component, {@code step} times smaller. */
  private Plane chroma(int shift, int step) {
    int columns = width / step;
    int rows = height / step;
    ByteBuffer samples = ByteBuffer.allocate(columns * rows);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        samples.put(y * columns + x, (byte) (colours[y * step * width + x * step] >> shift));
      }
    }
    return new Plane(samples, columns, columns, rows);
  }
}

package net.neuralpro.connectors.media.video;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.neuralpro.connectors.media.video.analysis.Picture;
import net.neuralpro.connectors.media.video.analysis.Plane;
import net.neuralpro.connectors.media.video.analysis.SampleRange;

/** Textured pictures that drift; another seed is another scene. */
final class Scene {

  private Scene() {}

  static Picture picture(int width, int height, int seed, int frame) {
    return new Picture(
        plane(width, height, seed, 2 * frame, 30, 200),
        Optional.of(plane(width / 2, height / 2, seed + 1, frame, 90, 70)),
        Optional.of(plane(width / 2, height / 2, seed + 2, frame, 100, 60)),
        SampleRange.LIMITED);
  }

  private static Plane plane(
      int width, int height, int seed, int shift, int darkest, int contrast) {
    ByteBuffer samples = ByteBuffer.allocateDirect(width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int coarse = smooth((x + shift) * 4096 / width, y * 4096 / width, seed, 512);
        int fine = smooth((x + shift) * 4096 / width, y * 4096 / width, seed + 7, 96);
        samples.put(y * width + x, (byte) (darkest + (3 * coarse + fine) * contrast / 1024));
      }
    }
    return new Plane(samples, width, width, height);
  }

  /** Value noise, 0 to 255, with cells of the given size. */
  private static int smooth(int x, int y, int seed, int cell) {
    int left = Math.floorDiv(x, cell);
    int top = Math.floorDiv(y, cell);
    int u = Math.floorMod(x, cell);
    int v = Math.floorMod(y, cell);
    int upper = corner(left, top, seed) * (cell - u) + corner(left + 1, top, seed) * u;
    int lower = corner(left, top + 1, seed) * (cell - u) + corner(left + 1, top + 1, seed) * u;
    return (int) (((long) upper * (cell - v) + (long) lower * v) / ((long) cell * cell));
  }

  private static int corner(int x, int y, int seed) {
    int hash = x * 374761393 + y * 668265263 + seed * 1274126177;
    hash = (hash ^ hash >>> 13) * 1103515245;
    return (hash ^ hash >>> 16) & 0xff;
  }
}

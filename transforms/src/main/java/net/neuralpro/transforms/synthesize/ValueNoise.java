package net.neuralpro.transforms.synthesize;

/** Smooth noise on a lattice that repeats, so that textures made of it have no seams. */
final class ValueNoise {
  /** The greatest period. */
  static final int PERIOD = 256;

  private static final double HALF = 127.5;
  private static final double SCALE = 1 / HALF;

  private final byte[] lattice = new byte[PERIOD * PERIOD];

  ValueNoise(Randomness randomness) {
    for (int index = 0; index < lattice.length; index++) {
      lattice[index] = (byte) randomness.below(PERIOD);
    }
  }

  /**
   * The noise at a place, -1 to 1.
   *
   * @param period of the lattice to both sides, a power of two up to 256
   */
  double at(double x, double y, int period) {
    double left = Math.floor(x);
    double top = Math.floor(y);
    int x0 = (int) left & period - 1;
    int y0 = (int) top & period - 1;
    int x1 = x0 + 1 & period - 1;
    int y1 = y0 + 1 & period - 1;
    double u = ease(x - left);
    double v = ease(y - top);
    double upper = value(x0, y0) + (value(x1, y0) - value(x0, y0)) * u;
    double lower = value(x0, y1) + (value(x1, y1) - value(x0, y1)) * u;
    return (upper + (lower - upper) * v) * SCALE;
  }

  /** Noise of several octaves, each half as strong and twice as fine as the one before. */
  double fractal(double x, double y, int period, int octaves) {
    double sum = 0;
    double weight = 0.5;
    for (int octave = 0; octave < octaves; octave++) {
      sum += weight * at(x, y, period);
      x *= 2;
      y *= 2;
      period = Math.min(PERIOD, period * 2);
      weight /= 2;
    }
    return sum;
  }

  private double value(int x, int y) {
    return (lattice[y * PERIOD + x] & 0xff) - HALF;
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}

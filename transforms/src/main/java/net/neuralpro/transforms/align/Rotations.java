package net.neuralpro.transforms.align;

/** Unit quaternions {@code w, x, y, z}, as arrays of four. */
public final class Rotations {
  /** Above this cosine the great arc and its chord differ by less than 2e-8 of their length. */
  private static final double NEARLY_EQUAL = 0.9999999;

  private Rotations() {}

  /**
   * The rotation at a fraction of the shorter great arc from one to another.
   *
   * @param from of any length but 0
   * @param to of any length but 0; it and its negative are the same rotation
   * @param fraction 0 to 1
   * @return of length 1
   * @see <a href="https://doi.org/10.1145/325165.325242">Shoemake 1985, Animating rotation with
   *     quaternion curves</a>
   */
  public static double[] slerp(double[] from, double[] to, double fraction) {
    double[] start = unit(from);
    double[] end = unit(to);
    double cosine = dot(start, end);
    double sign = cosine < 0 ? -1 : 1;
    cosine = Math.min(cosine * sign, 1);
    double startWeight = 1 - fraction;
    double endWeight = fraction;
    if (cosine < NEARLY_EQUAL) {
      double angle = StrictMath.acos(cosine);
      double sine = StrictMath.sin(angle);
      startWeight = StrictMath.sin((1 - fraction) * angle) / sine;
      endWeight = StrictMath.sin(fraction * angle) / sine;
    }
    double[] between = new double[4];
    for (int index = 0; index < 4; index++) {
      between[index] = startWeight * start[index] + sign * endWeight * end[index];
    }
    return unit(between);
  }

  /** The quaternion of the same direction and length 1. */
  public static double[] unit(double[] rotation) {
    double norm = Math.sqrt(dot(rotation, rotation));
    return new double[] {
      rotation[0] / norm, rotation[1] / norm, rotation[2] / norm, rotation[3] / norm
    };
  }

  public static double dot(double[] left, double[] right) {
    return left[0] * right[0] + left[1] * right[1] + left[2] * right[2] + left[3] * right[3];
  }

  /**
   * The rotation vector, in the fixed frame, that leads from one orientation to another: for {@code
   * world_R_body} it is the body's turning in world axes, radians, at most π long.
   */
  public static double[] turning(double[] from, double[] to) {
    double[] start = unit(from);
    double[] end = unit(to);
    double sign = dot(start, end) < 0 ? -1 : 1;
    double w = sign * dot(start, end);
    double x = -end[0] * start[1] + end[1] * start[0] - end[2] * start[3] + end[3] * start[2];
    double y = -end[0] * start[2] + end[2] * start[0] - end[3] * start[1] + end[1] * start[3];
    double z = -end[0] * start[3] + end[3] * start[0] - end[1] * start[2] + end[2] * start[1];
    double sine = Math.sqrt(x * x + y * y + z * z);
    // For a small angle, angle / sin(angle / 2) tends to 2.
    double scale = sine < 1e-12 ? 2 * sign : 2 * sign * StrictMath.atan2(sine, w) / sine;
    return new double[] {x * scale, y * scale, z * scale};
  }
}

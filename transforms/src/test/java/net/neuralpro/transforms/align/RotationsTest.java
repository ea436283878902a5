package net.neuralpro.transforms.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class RotationsTest {
  private static final double TINY = 1e-9;

  @Provide
  Arbitrary<double[]> quaternions() {
    return Arbitraries.doubles()
        .between(-1, 1)
        .array(double[].class)
        .ofSize(4)
        .filter(quaternion -> Rotations.dot(quaternion, quaternion) > 0.01);
  }

  @Provide
  Arbitrary<double[]> axes() {
    return Arbitraries.doubles()
        .between(-1, 1)
        .array(double[].class)
        .ofSize(3)
        .filter(axis -> norm(axis) > 0.1);
  }

  @Property(tries = 300)
  void slerpEndsInItsEndsAndKeepsLengthOne(
      @ForAll("quaternions") double[] from,
      @ForAll("quaternions") double[] to,
      @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
    double[] between = Rotations.slerp(from, to, fraction);

    assertThat(Rotations.dot(between, between)).isCloseTo(1, within(TINY));
    assertThat(sameness(Rotations.slerp(from, to, 0), from)).isCloseTo(1, within(TINY));
    assertThat(sameness(Rotations.slerp(from, to, 1), to)).isCloseTo(1, within(TINY));
  }

  @Property(tries = 300)
  void slerpTurnsEvenlyAboutTheOneAxis(
      @ForAll("axes") double[] direction,
      @ForAll @DoubleRange(min = -3, max = 3) double angle,
      @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
    double[] between = Rotations.slerp(about(direction, 0), about(direction, angle), fraction);

    assertThat(sameness(between, about(direction, angle * fraction))).isCloseTo(1, within(TINY));
  }

  @Property(tries = 300)
  void turningIsTheRotationVectorInTheFixedFrame(
      @ForAll("axes") double[] axis,
      @ForAll("axes") double[] startAxis,
      @ForAll @DoubleRange(min = -3, max = 3) double startAngle,
      @ForAll @DoubleRange(min = -3, max = 3) double angle) {
    double[] start = about(startAxis, startAngle);
    double[] end = product(about(axis, angle), start);

    double[] turning = Rotations.turning(start, end);

    for (int index = 0; index < 3; index++) {
      assertThat(turning[index]).isCloseTo(axis[index] / norm(axis) * angle, within(1e-7));
    }
  }

  private static double sameness(double[] left, double[] right) {
    return Math.abs(Rotations.dot(Rotations.unit(left), Rotations.unit(right)));
  }

  private static double[] about(double[] axis, double angle) {
    double scale = Math.sin(angle / 2) / norm(axis);
    return new double[] {Math.cos(angle / 2), axis[0] * scale, axis[1] * scale, axis[2] * scale};
  }

  private static double[] product(double[] p, double[] q) {
    return new double[] {
      p[0] * q[0] - p[1] * q[1] - p[2] * q[2] - p[3] * q[3],
      p[0] * q[1] + p[1] * q[0] + p[2] * q[3] - p[3] * q[2],
      p[0] * q[2] - p[1] * q[3] + p[2] * q[0] + p[3] * q[1],
      p[0] * q[3] + p[1] * q[2] - p[2] * q[1] + p[3] * q[0]
    };
  }

  private static double norm(double[] vector) {
    return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
  }
}

package net.neuralpro.connectors.media.telemetry.gpmf;

import java.util.Locale;

/**
 * Where x, y and z are among the three values of a sample, and their signs.
 *
 * <p>ORIN names the axis of each value, in lower case where it is negated; the matrix MTRX with its
 * output order ORIO says the same again. Cameras before ORIN are listed in gpmf-parser's README:
 * HERO5 and Karma write Z,X,Y; Fusion −Y,X,Z; HERO6 Y,−X,Z.
 */
record GpmfAxes(int[] index, int[] sign) {
  private static final String IMU = "ZXY";

  /**
   * Reads an axis order such as {@code YxZ}.
   *
   * @throws IllegalArgumentException if it does not name each axis once
   */
  static GpmfAxes of(String order) {
    int[] index = new int[3];
    int[] sign = new int[3];
    String upper = order.toUpperCase(Locale.ROOT);
    for (int axis = 0; axis < 3; axis++) {
      int place = upper.indexOf("XYZ".charAt(axis));
      if (order.length() != 3 || place < 0) {
        throw new IllegalArgumentException("axes '" + order + "' do not name x, y and z once each");
      }
      index[axis] = place;
      sign[axis] = Character.isUpperCase(order.charAt(place)) ? 1 : -1;
    }
    return new GpmfAxes(index, sign);
  }

  /** The order in which a device writes a sensor where ORIN is absent. */
  static String standard(GpmfSensor sensor, String device) {
    if (sensor != GpmfSensor.ACCL && sensor != GpmfSensor.GYRO) {
      return "XYZ";
    }
    String name = device.toLowerCase(Locale.ROOT);
    if (name.contains("hero6")) {
      return "YxZ";
    }
    return name.contains("fusion") ? "yXZ" : IMU;
  }

  void apply(GpmfSamples samples, int row, double factor, double[] target) {
    for (int axis = 0; axis < 3; axis++) {
      target[axis] = samples.at(row, index[axis]) * sign[axis] * factor;
    }
  }
}

package net.neuralpro.transforms.synthesize;

/**
 * A vehicle's motion at an instant.
 *
 * @param x metres east of the origin of the world
 * @param y metres north
 * @param yaw radians from east to north, not wrapped
 * @param speed in m/s, never negative
 * @param acceleration along the vehicle, in m/s²
 * @param curvature in 1/m, positive to the left
 */
record Motion(double x, double y, double yaw, double speed, double acceleration, double curvature) {

  /** In rad/s, positive to the left. */
  double yawRate() {
    return speed * curvature;
  }
}

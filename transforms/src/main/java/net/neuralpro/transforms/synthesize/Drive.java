package net.neuralpro.transforms.synthesize;

/** A planned drive: the motion at every millisecond, integrated by the midpoint rule. */
final class Drive {
  private static final int STEPS_PER_SECOND = 1000;
  private static final double STEP = 1.0 / STEPS_PER_SECOND;

  private final DriveStyle style;
  private final Route route;
  private final int steps;
  private final double[] x;
  private final double[] y;
  private final double[] yaw;
  private final double[] distance;

  Drive(DriveStyle style, Layout layout, int seconds, Randomness random) {
    this.style = style;
    this.steps = seconds * STEPS_PER_SECOND;
    this.x = new double[steps + 1];
    this.y = new double[steps + 1];
    this.yaw = new double[steps + 1];
    this.distance = new double[steps + 1];
    double length = 0;
    for (int i = 0; i < steps; i++) {
      length += style.speed((i + 0.5) * STEP) * STEP;
      distance[i + 1] = length;
    }
    this.route = Route.plan(layout, style, length, random);
    integrate();
  }

  private void integrate() {
    x[0] = route.startX();
    y[0] = route.startY();
    yaw[0] = route.startYaw();
    for (int i = 0; i < steps; i++) {
      double step = distance[i + 1] - distance[i];
      double turned = step * route.curvature((distance[i] + distance[i + 1]) / 2);
      double middle = yaw[i] + turned / 2;
      x[i + 1] = x[i] + step * StrictMath.cos(middle);
      y[i + 1] = y[i] + step * StrictMath.sin(middle);
      yaw[i + 1] = yaw[i] + turned;
    }
  }

  /** The motion so many nanoseconds after the start. */
  Motion at(long nanos) {
    double time = nanos / 1e9;
    double place = Math.min(time * STEPS_PER_SECOND, steps);
    int step = (int) Math.min(Math.floor(place), steps - 1);
    double share = place - step;
    return new Motion(
        between(x, step, share),
        between(y, step, share),
        between(yaw, step, share),
        style.speed(time),
        style.acceleration(time),
        route.curvature(between(distance, step, share)));
  }

  private static double between(double[] values, int step, double share) {
    return values[step] + (values[step + 1] - values[step]) * share;
  }
}

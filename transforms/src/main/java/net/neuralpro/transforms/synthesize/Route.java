package net.neuralpro.transforms.synthesize;

import java.util.ArrayList;
import java.util.List;

/**
 * A way through the streets: curvature over the distance driven. In a turn the curvature rises and
 * falls as a raised cosine, so that it is continuous, and it has turned a right angle at the end.
 */
final class Route {
  /** The greatest curvature, in 1/m. */
  static final double SHARPEST = 0.16;

  /** The length of a turn, in metres: the mean curvature is half the greatest. */
  static final double TURN_LENGTH = Math.PI / SHARPEST;

  private static final int STEPS = 2000;

  /** How far a turn leads along the old street, and as far along the new one, in metres. */
  private static final double TURN_ADVANCE = advance();

  /**
   * A turn.
   *
   * @param start metres from the start of the route
   * @param side 1 to the left, -1 to the right
   */
  private record Turn(double start, int side) {}

  private final List<Turn> turns = new ArrayList<>();
  private final double startX;
  private final double startY;
  private final double startYaw;

  private Route(double startX, double startY, double startYaw) {
    this.startX = startX;
    this.startY = startY;
    this.startYaw = startYaw;
  }

  /** Plans a way of at least {@code length} metres on the right half of the roads. */
  static Route plan(Layout layout, DriveStyle style, double length, Randomness random) {
    double lane = layout.road() / 2;
    double before = TURN_ADVANCE + lane + random.uniform(3, 14);
    int quarter = random.below(4);
    double yaw = quarter * Math.PI / 2;
    int forwardX = quarter == 0 ? 1 : quarter == 2 ? -1 : 0;
    int forwardY = quarter == 1 ? 1 : quarter == 3 ? -1 : 0;
    double crossingX = layout.pitch() * (random.below(2001) - 1000);
    double crossingY = layout.pitch() * (random.below(2001) - 1000);
    Route route =
        new Route(
            crossingX - before * forwardX + lane * forwardY,
            crossingY - before * forwardY - lane * forwardX,
            yaw);
    double position = 0;
    double toCrossing = before;
    while (position < length) {
      int side = style == DriveStyle.TURNING ? 1 - 2 * random.below(2) : 0;
      if (side == 0) {
        position += layout.pitch();
      } else {
        double start = position + toCrossing + side * lane - TURN_ADVANCE;
        route.turns.add(new Turn(start, side));
        position = start + TURN_LENGTH;
        toCrossing = layout.pitch() - TURN_ADVANCE + side * lane;
      }
    }
    return route;
  }

  private static double advance() {
    double step = TURN_LENGTH / STEPS;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      double share = (i + 0.5) / STEPS;
      double yaw =
          SHARPEST
              / 2
              * TURN_LENGTH
              * (share - StrictMath.sin(2 * Math.PI * share) / (2 * Math.PI));
      sum += StrictMath.cos(yaw) * step;
    }
    return sum;
  }

  double startX() {
    return startX;
  }

  double startY() {
    return startY;
  }

  double startYaw() {
    return startYaw;
  }

  /** The curvature in 1/m after so many metres, positive to the left. */
  double curvature(double distance) {
    for (Turn turn : turns) {
      double share = (distance - turn.start()) / TURN_LENGTH;
      if (share > 0 && share < 1) {
        return turn.side() * SHARPEST / 2 * (1 - StrictMath.cos(2 * Math.PI * share));
      }
    }
    return 0;
  }
}

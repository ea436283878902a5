package net.neuralpro.transforms.synthesize;

/** How a vehicle is driven; its speed follows a profile that repeats. */
enum DriveStyle {
  /** It turns at crossings, slowly. */
  TURNING(new double[] {0, 3, 6}, new double[] {6.5, 5, 6.5}),
  /** It halts and moves off. */
  STOPPING(new double[] {0, 0.6, 3, 4.2, 6}, new double[] {4.5, 4.5, 0, 0, 4.5}),
  /** It brakes hard from a high speed. */
  BRAKING(new double[] {0, 2.2, 3.6, 6}, new double[] {13, 13, 5, 13});

  private final double[] seconds;
  private final double[] speeds;

  DriveStyle(double[] seconds, double[] speeds) {
    this.seconds = seconds;
    this.speeds = speeds;
  }

  /** The style of the n-th recording. */
  static DriveStyle of(int index) {
    return values()[Math.floorMod(index, values().length)];
  }

  /** Speed in m/s. */
  double speed(double time) {
    int piece = piece(time);
    double share = share(time, piece);
    return speeds[piece] + (speeds[piece + 1] - speeds[piece]) * share * share * (3 - 2 * share);
  }

  /** The derivative of the speed, in m/s². */
  double acceleration(double time) {
    int piece = piece(time);
    double share = share(time, piece);
    double length = seconds[piece + 1] - seconds[piece];
    return (speeds[piece + 1] - speeds[piece]) * 6 * share * (1 - share) / length;
  }

  private double phase(double time) {
    double period = seconds[seconds.length - 1];
    return time - period * Math.floor(time / period);
  }

  private int piece(double time) {
    int piece = 0;
    while (piece + 2 < seconds.length && phase(time) >= seconds[piece + 1]) {
      piece++;
    }
    return piece;
  }

  private double share(double time, int piece) {
    return Math.min(1, (phase(time) - seconds[piece]) / (seconds[piece + 1] - seconds[piece]));
  }
}

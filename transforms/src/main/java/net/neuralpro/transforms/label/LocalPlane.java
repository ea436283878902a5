package net.neuralpro.transforms.label;

import net.neuralpro.schemas.recording.SensorKind;

/**
 * Satellite fixes as metres east and north of a clip's first fix: exact enough over the few
 * kilometres of a clip.
 */
final class LocalPlane {
  /** WGS 84, metres. */
  static final double SEMI_MAJOR = 6_378_137.0;

  /** WGS 84, metres. */
  static final double SEMI_MINOR = 6_356_752.314245;

  private static final double SQUARED_ECCENTRICITY =
      1 - SEMI_MINOR * SEMI_MINOR / (SEMI_MAJOR * SEMI_MAJOR);

  private LocalPlane() {}

  /**
   * Positions x east, y north, z 0 in metres, by the radii of curvature of WGS 84.
   *
   * @see <a href="https://earth-info.nga.mil/php/download.php?file=coord-wgs84">NGA.STND.0036</a>
   */
  static TimelineClip.Stream of(TimelineClip.Stream gnss) {
    double[] latitudes = gnss.column("latitude");
    double[] longitudes = gnss.column("longitude");
    int rows = latitudes.length;
    double[][] plane = new double[3][rows];
    int origin = 0;
    while (origin < rows - 1 && !gnss.valid()[origin]) {
      origin++;
    }
    double latitude = StrictMath.toRadians(latitudes[origin]);
    double sine = StrictMath.sin(latitude);
    double shape = 1 - SQUARED_ECCENTRICITY * sine * sine;
    double normalRadius = SEMI_MAJOR / Math.sqrt(shape);
    double meridianRadius = normalRadius * (1 - SQUARED_ECCENTRICITY) / shape;
    double parallelRadius = normalRadius * StrictMath.cos(latitude);
    for (int row = 0; row < rows; row++) {
      if (gnss.valid()[row]) {
        double east = longitudes[row] - longitudes[origin];
        east -= 360 * Math.rint(east / 360);
        plane[0][row] = StrictMath.toRadians(east) * parallelRadius;
        plane[1][row] = StrictMath.toRadians(latitudes[row] - latitudes[origin]) * meridianRadius;
      }
    }
    return new TimelineClip.Stream(SensorKind.POSITION, plane, gnss.valid(), gnss.samples());
  }
}

package net.neuralpro.pipelines.flows.sanitise;

/** Positions on WGS 84, the same on every machine. */
final class Geodesy {
  private static final double SEMI_MAJOR = 6_378_137.0;
  private static final double SEMI_MINOR = 6_356_752.314245;
  private static final double ECCENTRICITY =
      1 - SEMI_MINOR * SEMI_MINOR / (SEMI_MAJOR * SEMI_MAJOR);
  private static final double SECOND_ECCENTRICITY =
      SEMI_MAJOR * SEMI_MAJOR / (SEMI_MINOR * SEMI_MINOR) - 1;
  private static final double MEAN_RADIUS = 6_371_008.8;

  private Geodesy() {}

  /** Metres between two points in degrees, along a sphere (haversine): within 0.6 %. */
  static double distance(
      double latitude, double longitude, double otherLatitude, double otherLongitude) {
    double phi = StrictMath.toRadians(latitude);
    double otherPhi = StrictMath.toRadians(otherLatitude);
    double alongMeridian = StrictMath.sin((otherPhi - phi) / 2);
    double alongParallel = StrictMath.sin(StrictMath.toRadians(otherLongitude - longitude) / 2);
    double haversine =
        alongMeridian * alongMeridian
            + StrictMath.cos(phi) * StrictMath.cos(otherPhi) * alongParallel * alongParallel;
    return 2 * MEAN_RADIUS * StrictMath.asin(Math.min(1, Math.sqrt(haversine)));
  }

  /**
   * Latitude and longitude in degrees of an earth-centred, earth-fixed position in metres, after
   * Bowring (1976), which is exact to a millimetre near the ground.
   */
  static double[] ofEarthCentred(double x, double y, double z) {
    double axis = Math.sqrt(x * x + y * y);
    double reduced = StrictMath.atan2(z * SEMI_MAJOR, axis * SEMI_MINOR);
    double sine = StrictMath.sin(reduced);
    double cosine = StrictMath.cos(reduced);
    double latitude =
        StrictMath.atan2(
            z + SECOND_ECCENTRICITY * SEMI_MINOR * sine * sine * sine,
            axis - ECCENTRICITY * SEMI_MAJOR * cosine * cosine * cosine);
    return new double[] {
      StrictMath.toDegrees(latitude), StrictMath.toDegrees(StrictMath.atan2(y, x))
    };
  }
}

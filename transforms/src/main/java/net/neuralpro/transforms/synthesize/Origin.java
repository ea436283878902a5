package net.neuralpro.transforms.synthesize;

/**
 * Where on Earth a drive begins: in the open sea, where nobody lives. Positions are taken on the
 * tangent plane of the WGS 84 ellipsoid, which is exact to millimetres over some hundred metres.
 *
 * @param latitude in degrees
 * @param longitude in degrees
 * @param altitude in metres
 */
record Origin(double latitude, double longitude, double altitude) {
  private static final double SEMI_MAJOR = 6_378_137;
  private static final double ECCENTRICITY_SQUARED = 6.694379990141316e-3;
  private static final int PLACES = 5;

  /** The origin of the n-th recording; there are five, 55 km from one to the next. */
  static Origin of(int index) {
    int place = Math.floorMod(index, PLACES);
    return new Origin(45.25 + 0.5 * place, -30.5, 20 + 35 * place);
  }

  /** The latitude, in degrees, so many metres to the north. */
  double latitude(double north) {
    double radius = SEMI_MAJOR * (1 - ECCENTRICITY_SQUARED) / (squash() * Math.sqrt(squash()));
    return latitude + degrees(north / radius);
  }

  /** The longitude, in degrees, so many metres to the east. */
  double longitude(double east) {
    double radius = SEMI_MAJOR / Math.sqrt(squash());
    return longitude + degrees(east / (radius * StrictMath.cos(latitude * Math.PI / 180)));
  }

  private double squash() {
    double sine = StrictMath.sin(latitude * Math.PI / 180);
    return 1 - ECCENTRICITY_SQUARED * sine * sine;
  }

  private static double degrees(double radians) {
    return radians * 180 / Math.PI;
  }
}

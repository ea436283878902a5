package net.neuralpro.connectors.media.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.schemas.recording.SensorKind;

/** The units that sensor tables may be in, and how they become those of a {@link SensorKind}. */
public final class SensorUnits {
  /**
   * A factor as a fraction: what is divided by a whole number stays exact where it can.
   *
   * @param multiplier applied first
   * @param divisor applied then
   */
  public record Factor(double multiplier, double divisor) {
    static final Factor ONE = new Factor(1, 1);

    public double apply(double value) {
      return value * multiplier / divisor;
    }
  }

  private static final Map<String, Map<String, Factor>> BY_TARGET =
      Map.of(
          "m/s2",
          Map.of(
              "m/s2", Factor.ONE,
              "m/s^2", Factor.ONE,
              "m/s²", Factor.ONE,
              "g", new Factor(9.80665, 1),
              "mg", new Factor(9.80665, 1000)),
          "rad/s",
          Map.of(
              "rad/s", Factor.ONE,
              "deg/s", new Factor(Math.PI, 180),
              "°/s", new Factor(Math.PI, 180)),
          "uT",
          Map.of(
              "uT", Factor.ONE,
              "µT", Factor.ONE,
              "nT", new Factor(1, 1000),
              "mT", new Factor(1000, 1),
              "T", new Factor(1e6, 1),
              "G", new Factor(100, 1),
              "mG", new Factor(1, 10)),
          "m/s",
          Map.of(
              "m/s", Factor.ONE,
              "km/h", new Factor(10, 36),
              "mph", new Factor(0.44704, 1),
              "kn", new Factor(1852, 3600)),
          "rad",
          Map.of("rad", Factor.ONE, "deg", new Factor(Math.PI, 180), "°", new Factor(Math.PI, 180)),
          "deg",
          Map.of("deg", Factor.ONE, "°", Factor.ONE, "rad", new Factor(180, Math.PI)),
          "m",
          Map.of(
              "m", Factor.ONE,
              "km", new Factor(1000, 1),
              "cm", new Factor(1, 100),
              "mm", new Factor(1, 1000),
              "ft", new Factor(0.3048, 1)),
          "1",
          Map.of("1", Factor.ONE));

  private static final Map<String, String> GNSS =
      Map.of(
          "latitude", "deg",
          "longitude", "deg",
          "altitude", "m",
          "speed_2d", "m/s",
          "speed_3d", "m/s",
          "fix", "1",
          "precision", "1");

  private SensorUnits() {}

  /** The unit that a column of a kind is in. */
  public static String target(SensorKind kind, String column) {
    return kind.unit().isEmpty() ? GNSS.getOrDefault(column, "1") : kind.unit();
  }

  /** What turns a unit into that of a column, or empty if it is none of its dimension. */
  public static Optional<Factor> factor(SensorKind kind, String column, String unit) {
    return Optional.ofNullable(units(kind, column).get(unit));
  }

  /** The units that a column may be in. */
  public static SortedSet<String> known(SensorKind kind, String column) {
    return new TreeSet<>(units(kind, column).keySet());
  }

  private static Map<String, Factor> units(SensorKind kind, String column) {
    return new TreeMap<>(BY_TARGET.getOrDefault(target(kind, column), Map.of()));
  }
}

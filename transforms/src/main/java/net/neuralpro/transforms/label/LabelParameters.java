package net.neuralpro.transforms.label;

import java.math.BigDecimal;
import java.util.List;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.transforms.operators.Parameter;

/** How motion is told from sensors, and what counts as an event. */
public record LabelParameters(
    @Parameter(
            value =
                "Kinds of sensors to take speed from, the most trusted first: velocity, position,"
                    + " wheel_speed, gnss.",
            standard = "[\"velocity\",\"position\",\"wheel_speed\",\"gnss\"]")
        List<SensorKind> speedSources,
    @Parameter(
            value =
                "Kinds of sensors to take yaw rate from, the most trusted first: orientation,"
                    + " gyroscope, gnss.",
            standard = "[\"orientation\",\"gyroscope\",\"gnss\"]")
        List<SensorKind> yawRateSources,
    @Parameter(
            value = "Share of a clip's rows that a source must cover to go before the next.",
            standard = "\"0.5\"",
            minimum = "0",
            maximum = "1")
        BigDecimal sourceCoverage,
    @Parameter(
            value = "How far the window of smoothing reaches to either side of a row.",
            standard = "\"0.25\"",
            unit = "s",
            minimum = "0",
            maximum = "60")
        BigDecimal smoothing,
    @Parameter(
            value = "The speed below which there is no course and no curvature.",
            standard = "\"2\"",
            unit = "m/s",
            minimum = "0.1",
            maximum = "100")
        BigDecimal minimumSpeed,
    @Parameter(
            value = "The greatest speed at which the vehicle stands.",
            standard = "\"0.3\"",
            unit = "m/s",
            minimum = "0",
            maximum = "100")
        BigDecimal stopSpeed,
    @Parameter(
            value = "The speed at which a stop is over.",
            standard = "\"1.5\"",
            unit = "m/s",
            minimum = "0",
            maximum = "100")
        BigDecimal startSpeed,
    @Parameter(
            value = "The least time for which the vehicle stands in a stop.",
            standard = "\"0.5\"",
            unit = "s",
            minimum = "0",
            maximum = "3600")
        BigDecimal stopDuration,
    @Parameter(
            value = "The yaw rate that a turn must reach.",
            standard = "\"0.1\"",
            unit = "rad/s",
            minimum = "0",
            maximum = "100")
        BigDecimal turnRate,
    @Parameter(
            value = "The yaw rate below which a turn is over.",
            standard = "\"0.05\"",
            unit = "rad/s",
            minimum = "0",
            maximum = "100")
        BigDecimal turnEndRate,
    @Parameter(
            value = "The least change of heading in a turn.",
            standard = "\"0.5\"",
            unit = "rad",
            minimum = "0",
            maximum = "100")
        BigDecimal turnAngle,
    @Parameter(
            value = "The deceleration that a hard brake must reach.",
            standard = "\"3\"",
            unit = "m/s2",
            minimum = "0",
            maximum = "100")
        BigDecimal brakeDeceleration,
    @Parameter(
            value = "The deceleration below which a hard brake is over.",
            standard = "\"1.5\"",
            unit = "m/s2",
            minimum = "0",
            maximum = "100")
        BigDecimal brakeEndDeceleration) {
  public LabelParameters {
    speedSources = List.copyOf(speedSources);
    yawRateSources = List.copyOf(yawRateSources);
    requireAmong("speed_sources", speedSources, SpeedEstimate.KINDS);
    requireAmong("yaw_rate_sources", yawRateSources, YawRateEstimate.KINDS);
    requireOrder("stop_speed", stopSpeed, "start_speed", startSpeed);
    requireOrder("turn_end_rate", turnEndRate, "turn_rate", turnRate);
    requireOrder(
        "brake_end_deceleration", brakeEndDeceleration, "brake_deceleration", brakeDeceleration);
  }

  private static void requireAmong(String name, List<SensorKind> given, List<SensorKind> known) {
    if (!known.containsAll(given)) {
      throw new IllegalArgumentException(
          "Cannot use " + given + " for " + name + ": it must be of " + known);
    }
  }

  private static void requireOrder(
      String lowName, BigDecimal low, String highName, BigDecimal high) {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "Cannot use %s %s with %s %s: it must not be more"
              .formatted(lowName, low.toPlainString(), highName, high.toPlainString()));
    }
  }
}

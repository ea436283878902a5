package net.neuralpro.transforms.label;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.time.Nanos;

/**
 * How the vehicle moves in each row of a clip. All of a clip comes from one source for each
 * quantity: the first that covers enough of it, or else the first that says anything.
 *
 * @param speed m/s, never negative
 * @param acceleration the slope of the speed, m/s²
 * @param yawRate the rate of turning, rad/s, positive to the left
 * @param curvature of the path, 1/m, positive to the left: yaw rate over speed, where the speed is
 *     enough
 */
record Motion(Signal speed, Signal acceleration, Signal yawRate, Signal curvature) {
  static Motion of(TimelineClip clip, LabelParameters parameters) {
    long halfWindow =
        parameters.smoothing().multiply(BigDecimal.valueOf(Nanos.PER_SECOND)).longValue();
    double minimumSpeed = parameters.minimumSpeed().doubleValue();
    double coverage = parameters.sourceCoverage().doubleValue();
    Signal rawSpeed =
        first(clip, parameters.speedSources(), coverage, kind -> SpeedEstimate.of(kind, clip));
    LocalLine line = LocalLine.fit(clip.times(), rawSpeed, halfWindow);
    Signal speed = line.value();
    for (int row = 0; row < clip.rows(); row++) {
      speed.values()[row] = Math.max(0, speed.values()[row]);
    }
    YawRateEstimate yaw = new YawRateEstimate(clip, halfWindow, minimumSpeed);
    Signal yawRate = first(clip, parameters.yawRateSources(), coverage, yaw::of);
    return new Motion(speed, line.slope(), yawRate, curvature(speed, yawRate, minimumSpeed));
  }

  private static Signal first(
      TimelineClip clip,
      List<SensorKind> kinds,
      double coverage,
      Function<SensorKind, Optional<Signal>> estimate) {
    Signal best = Signal.absent(clip.rows());
    for (SensorKind kind : kinds) {
      Signal signal = estimate.apply(kind).orElse(Signal.absent(clip.rows()));
      if (signal.validRows() > 0 && signal.validRows() >= coverage * clip.rows()) {
        return signal;
      }
      if (best.validRows() == 0) {
        best = signal;
      }
    }
    return best;
  }

  private static Signal curvature(Signal speed, Signal yawRate, double minimumSpeed) {
    Signal curvature = Signal.absent(speed.rows());
    for (int row = 0; row < speed.rows(); row++) {
      if (speed.valid()[row] && yawRate.valid()[row] && speed.values()[row] >= minimumSpeed) {
        curvature.values()[row] = yawRate.values()[row] / speed.values()[row];
        curvature.valid()[row] = true;
      }
    }
    return curvature;
  }
}

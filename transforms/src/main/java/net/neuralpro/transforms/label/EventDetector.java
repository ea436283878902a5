package net.neuralpro.transforms.label;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.clip.EventType;
import net.neuralpro.schemas.time.Nanos;

/**
 * Finds events in a clip's motion. Each has two thresholds: it is a run of rows beyond the weaker
 * one, of which one row at least is beyond the stronger; so that a signal about a threshold makes
 * one event, not many. Rows without a value end a run, and so does the clip.
 */
final class EventDetector {
  private final TimelineClip clip;
  private final Motion motion;
  private final LabelParameters parameters;
  private final List<Event> events = new ArrayList<>();

  /** Rows {@code from} to before {@code to}. */
  private record Run(int from, int to) {}

  private EventDetector(TimelineClip clip, Motion motion, LabelParameters parameters) {
    this.clip = clip;
    this.motion = motion;
    this.parameters = parameters;
  }

  /** The events of a clip, in the order of their starts. */
  static List<Event> events(TimelineClip clip, Motion motion, LabelParameters parameters) {
    EventDetector detector = new EventDetector(clip, motion, parameters);
    detector.addStops();
    detector.addTurns(EventType.TURN_LEFT, 1);
    detector.addTurns(EventType.TURN_RIGHT, -1);
    detector.addBrakes();
    return detector.events.stream().sorted().toList();
  }

  /**
   * A stop goes from the first to the last standing row between which the vehicle does not get
   * going; a start from the last standing row to the first one of a moving vehicle.
   */
  private void addStops() {
    Signal speed = motion.speed();
    double standing = parameters.stopSpeed().doubleValue();
    long least =
        parameters.stopDuration().multiply(BigDecimal.valueOf(Nanos.PER_SECOND)).longValue();
    for (Run run : runs(speed, -1, -parameters.startSpeed().doubleValue(), -standing)) {
      int first = run.from();
      while (speed.values()[first] > standing) {
        first++;
      }
      int last = run.to() - 1;
      while (speed.values()[last] > standing) {
        last--;
      }
      if (endOf(last) - clip.times()[first] >= least) {
        add(EventType.STOP, clip.times()[first], endOf(last));
      }
      if (run.to() < speed.rows() && speed.valid()[run.to()]) {
        add(EventType.START, clip.times()[last], clip.times()[run.to()]);
      }
    }
  }

  private void addTurns(EventType type, int side) {
    double least = parameters.turnAngle().doubleValue();
    for (Run run :
        runs(
            motion.yawRate(),
            side,
            parameters.turnEndRate().doubleValue(),
            parameters.turnRate().doubleValue())) {
      double angle = 0;
      for (int row = run.from(); row < run.to(); row++) {
        double seconds = (double) (endOf(row) - clip.times()[row]) / Nanos.PER_SECOND;
        angle += side * motion.yawRate().values()[row] * seconds;
      }
      if (angle >= least) {
        add(type, clip.times()[run.from()], endOf(run.to() - 1));
      }
    }
  }

  private void addBrakes() {
    for (Run run :
        runs(
            motion.acceleration(),
            -1,
            parameters.brakeEndDeceleration().doubleValue(),
            parameters.brakeDeceleration().doubleValue())) {
      add(EventType.HARD_BRAKE, clip.times()[run.from()], endOf(run.to() - 1));
    }
  }

  private void add(EventType type, long start, long end) {
    events.add(new Event(clip.clip(), type, start, Math.max(end, start + 1)));
  }

  /** Runs of valid rows where the signal, times the side, is at least weak, and once strong. */
  private static List<Run> runs(Signal signal, int side, double weak, double strong) {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    boolean reached = false;
    for (int row = 0; row <= signal.rows(); row++) {
      boolean inside =
          row < signal.rows() && signal.valid()[row] && side * signal.values()[row] >= weak;
      if (inside) {
        reached |= side * signal.values()[row] >= strong;
        continue;
      }
      if (reached) {
        runs.add(new Run(from, row));
      }
      from = row + 1;
      reached = false;
    }
    return runs;
  }

  /** The time of the row that follows; the last row is as long as the one before it. */
  private long endOf(int row) {
    long[] times = clip.times();
    if (row + 1 < times.length) {
      return times[row + 1];
    }
    return row == 0 ? times[row] + 1 : times[row] + (times[row] - times[row - 1]);
  }
}

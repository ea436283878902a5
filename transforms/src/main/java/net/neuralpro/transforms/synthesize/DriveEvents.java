package net.neuralpro.transforms.synthesize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.neuralpro.schemas.clip.EventType;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Finds what happens on a drive, from the planned motion itself. Speeds are in m/s, rates in rad/s,
 * angles in rad, decelerations in m/s²; they are those by which clips are labelled by default.
 */
final class DriveEvents {
  private static final long STEP = 1_000_000;
  private static final double STANDING_SPEED = 0.3;
  private static final double MOVING_SPEED = 1.5;
  private static final long SHORTEST_STOP = 500_000_000;
  private static final double TURN_ANGLE = 0.5;
  private static final double TURN_RATE = 0.1;
  private static final double TURN_END_RATE = 0.05;
  private static final double BRAKING = 3;
  private static final double BRAKING_END = 1.5;

  /**
   * Something that happens.
   *
   * @param type what
   * @param startNs when it begins, in nanoseconds on the recording's clock
   * @param endNs when it is over
   */
  record DriveEvent(EventType type, long startNs, long endNs) {}

  private final Drive drive;
  private final long duration;
  private final List<DriveEvent> events = new ArrayList<>();

  private DriveEvents(Drive drive, long duration) {
    this.drive = drive;
    this.duration = duration;
  }

  static List<DriveEvent> of(Drive drive, long duration) {
    DriveEvents found = new DriveEvents(drive, duration);
    for (TimeRange stop : found.runs(motion -> -motion.speed(), -STANDING_SPEED, -STANDING_SPEED)) {
      found.addStop(stop);
    }
    found.addTurns(EventType.TURN_LEFT, 1);
    found.addTurns(EventType.TURN_RIGHT, -1);
    for (TimeRange brake : found.runs(motion -> -motion.acceleration(), BRAKING_END, BRAKING)) {
      found.add(EventType.HARD_BRAKE, brake);
    }
    return List.copyOf(found.events);
  }

  private void addStop(TimeRange stop) {
    if (stop.length() >= SHORTEST_STOP) {
      add(EventType.STOP, stop);
    }
    long moving = stop.end();
    while (moving < duration && drive.at(moving).speed() < MOVING_SPEED) {
      moving += STEP;
    }
    if (moving > stop.end()) {
      events.add(new DriveEvent(EventType.START, stop.end(), moving));
    }
  }

  private void addTurns(EventType type, int side) {
    for (TimeRange turn : runs(motion -> side * motion.yawRate(), TURN_END_RATE, TURN_RATE)) {
      if (side * (drive.at(turn.end()).yaw() - drive.at(turn.start()).yaw()) >= TURN_ANGLE) {
        add(type, turn);
      }
    }
  }

  private void add(EventType type, TimeRange range) {
    events.add(new DriveEvent(type, range.start(), range.end()));
  }

  /** Times at which the signal is at least weak, and once strong. */
  private List<TimeRange> runs(ToDoubleFunction<Motion> signal, double weak, double strong) {
    List<TimeRange> runs = new ArrayList<>();
    long from = 0;
    boolean reached = false;
    for (long time = 0; time <= duration; time += STEP) {
      double value =
          time == duration ? Double.NEGATIVE_INFINITY : signal.applyAsDouble(drive.at(time));
      if (value >= weak) {
        reached |= value >= strong;
        continue;
      }
      if (reached) {
        runs.add(new TimeRange(from, time));
      }
      from = time + STEP;
      reached = false;
    }
    return runs;
  }
}

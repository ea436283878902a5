package net.neuralpro.pipelines.flows.sanitise;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Finds the times at which a recording is known to be outside of all hidden places. Between two
 * positions at most 5 s apart it is, if the way between them cannot have led through a circle that
 * is 50 m wider: for a way of length {@code d} between points at {@code a} and {@code b} from the
 * middle, no point of the straight way is closer than {@code (a + b − d) / 2}. Where no position is
 * sure, as before the first fix, it is not known to be outside, so that time is hidden too.
 */
final class VisibleTimes extends PositionSink {
  /** How far a satellite fix may be off. */
  static final double MARGIN_METRES = 50;

  /** How far times of positions may be off the video's. */
  static final long MARGIN_NANOS = 1_000_000_000L;

  private static final long MAX_GAP = 5_000_000_000L;

  private record Position(long time, double latitude, double longitude) {}

  private final List<HiddenPlace> places;
  private final Map<String, Position> last = new HashMap<>();
  private final Stretches outside = new Stretches();
  private final Stretches inside = new Stretches();

  VisibleTimes(List<HiddenPlace> places) {
    this.places = places;
  }

  /** The stretches that may be seen, sorted. */
  List<TimeRange> stretches() {
    return outside.without(inside, MARGIN_NANOS);
  }

  /** Whether a position lay within a circle or its margin. */
  boolean met() {
    return !inside.joined().isEmpty();
  }

  @Override
  void position(String stream, long time, double latitude, double longitude, Trust trust)
      throws IOException {
    Position here = new Position(time, latitude, longitude);
    if (touches(here, here)) {
      inside.add(time, time + 1);
    }
    if (trust == Trust.SURE) {
      Position before = last.put(stream, here);
      if (before != null && time > before.time && time - before.time <= MAX_GAP) {
        way(before, here);
      }
    }
  }

  private void way(Position from, Position to) throws RejectedInputException {
    if (touches(from, to)) {
      inside.add(from.time, to.time);
    } else {
      outside.add(from.time, to.time);
    }
  }

  private boolean touches(Position from, Position to) {
    double length = Geodesy.distance(from.latitude, from.longitude, to.latitude, to.longitude);
    for (HiddenPlace place : places) {
      double closest =
          (place.distance(from.latitude, from.longitude)
                  + place.distance(to.latitude, to.longitude)
                  - length)
              / 2;
      if (closest <= place.metres() + MARGIN_METRES) {
        return true;
      }
    }
    return false;
  }
}

package net.neuralpro.transforms.synthesize;

import java.util.Optional;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Which moment each frame of a recording shows, and when. Times are in ticks, of which there are as
 * many in a second as frames.
 */
final class FrameSchedule {
  private final Fault fault;
  private final int ticks;
  private final int framesPerSecond;
  private final int first;
  private final int length;

  FrameSchedule(RecordingPlan recording) {
    this.fault = recording.fault();
    this.ticks = recording.ticks();
    this.framesPerSecond = recording.plan().framesPerSecond();
    int middle = ticks / 2;
    this.first = fault == Fault.FREEZE ? middle / groupLength() * groupLength() + 1 : middle;
    this.length = 3 * framesPerSecond / 2;
  }

  /**
   * The frames from one key frame to the next: two seconds. A freeze lies within, since a key frame
   * is coded anew and so differs a little from the frame before.
   */
  int groupLength() {
    return 2 * framesPerSecond;
  }

  int frames() {
    return fault == Fault.GAP ? ticks - length : ticks;
  }

  /** When a frame is shown. */
  int tick(int frame) {
    return fault == Fault.GAP && frame >= first ? frame + length : frame;
  }

  long nanos(int frame) {
    return tickNanos(tick(frame));
  }

  long tickNanos(int tick) {
    return tick * Nanos.PER_SECOND / framesPerSecond;
  }

  /** The tick at which the camera saw what a frame shows. */
  int seenTick(int frame) {
    return fault == Fault.FREEZE && inFault(frame) ? first - 1 : tick(frame);
  }

  boolean isBlack(int frame) {
    return fault == Fault.BLACK && inFault(frame);
  }

  boolean isElsewhere(int frame) {
    return fault == Fault.CUT && frame >= first;
  }

  private boolean inFault(int frame) {
    return frame >= first && frame < first + length;
  }

  /** The first frame at fault, if there is one. */
  Optional<Integer> faultFrame() {
    return switch (fault) {
      case CUT, FREEZE, GAP, BLACK -> Optional.of(first);
      default -> Optional.empty();
    };
  }

  /** The number of frames at fault; in a gap, of those that are missing. */
  Optional<Integer> faultFrames() {
    return switch (fault) {
      case FREEZE, GAP, BLACK -> Optional.of(length);
      default -> Optional.empty();
    };
  }

  /** The time of the fault, if it is some of the frames; of a cut, the frame after it. */
  Optional<TimeRange> faultTime() {
    return faultFrame()
        .map(from -> new TimeRange(tickNanos(from), tickNanos(from + faultFrames().orElse(1))));
  }
}

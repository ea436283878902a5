package net.neuralpro.transforms.validate;

import java.util.List;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.schemas.time.TimeRange;

/** Finds times during which something holds of all frames. */
final class FrameRun {
  private final FindingList list;
  private final String what;
  private final long longest;
  private long start;
  private long end;
  private boolean running;

  /**
   * Nothing holds yet.
   *
   * @param longest nanoseconds from the first to the last frame that are not worth a finding
   */
  FrameRun(FindingList list, String what, long longest) {
    this.list = list;
    this.what = what;
    this.longest = longest;
  }

  void see(long time, boolean holds) {
    if (!holds) {
      end();
    } else if (!running) {
      running = true;
      start = time;
    }
    end = time;
  }

  void end() {
    if (running && end - start > longest) {
      list.add(
          "video " + new TimeRange(start, end + 1),
          what + " for " + Nanos.seconds(end - start) + " s.");
    }
    running = false;
  }

  List<Finding> findings() {
    return list.findings();
  }
}

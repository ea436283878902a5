package net.neuralpro.transforms.validate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.schemas.time.TimeRange;

/** Rules on frames, one after another: times, gaps, dropped, frozen and black ones. */
final class FrameRules {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  /** Why a shot begins, as {@code examine} writes it. */
  private static final String CUT = "CUT";

  private final long gap;
  private final BigDecimal droppedShare;
  private final FindingList gaps = new FindingList("VIDEO-GAP", Severity.WARNING, "gaps");
  private final FindingList cuts = new FindingList("VIDEO-CUT", Severity.NOTICE, "cuts");
  private final FrameRun frozen;
  private final FrameRun black;
  private final IntervalCounts intervals;
  private long frames;
  private long first;
  private long previous;
  private long backwards;
  private long firstBackwards;

  FrameRules(ValidateParameters parameters) {
    gap = parameters.gap() * NANOS_PER_MILLISECOND;
    droppedShare = parameters.dropped();
    frozen =
        new FrameRun(
            new FindingList("VIDEO-FROZEN", Severity.WARNING, "such times"),
            "The picture stands still",
            parameters.freeze() * NANOS_PER_MILLISECOND);
    black =
        new FrameRun(
            new FindingList("VIDEO-BLACK", Severity.WARNING, "such times"),
            "The picture is black",
            parameters.black() * NANOS_PER_MILLISECOND);
    intervals = new IntervalCounts(gap);
  }

  /** Reads all frames. Gives the time from the first to just after the last, if there are any. */
  Optional<TimeRange> read(TableReader table) throws IOException {
    boolean measured = table.schema().indexOf("frozen").isPresent();
    boolean tellsShots = table.schema().indexOf("shot_start").isPresent();
    for (Optional<Batch> batch = table.next(); batch.isPresent(); batch = table.next()) {
      long[] times = batch.get().longs("time_ns");
      boolean[] still = measured ? batch.get().flags("frozen") : new boolean[times.length];
      boolean[] dark = measured ? batch.get().flags("black") : new boolean[times.length];
      for (int row = 0; row < times.length; row++) {
        if (tellsShots && batch.get().texts("shot_start")[row].equals(CUT)) {
          cuts.add("frame " + frames, "The scene changes at once; a clip ends there.");
        }
        see(times[row]);
        frozen.see(times[row], still[row]);
        black.see(times[row], dark[row]);
      }
    }
    frozen.end();
    black.end();
    return frames == 0
        ? Optional.empty()
        : Optional.of(new TimeRange(first, Math.max(previous, first) + 1));
  }

  private void see(long time) {
    if (frames == 0) {
      first = time;
    } else if (time <= previous) {
      firstBackwards = backwards == 0 ? frames : firstBackwards;
      backwards++;
    } else if (time - previous > gap) {
      gaps.add(
          "frame " + frames,
          "%s s without a frame from %s s on; the episode ends there."
              .formatted(Nanos.seconds(time - previous), Nanos.seconds(previous)));
    } else {
      intervals.add(time - previous);
    }
    previous = time;
    frames++;
  }

  /** What was found, after all frames were read. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (backwards > 0) {
      findings.add(
          Finding.error(
              "VIDEO-TIME-ORDER",
              "frame " + firstBackwards,
              backwards + " frames are not later than the one before."));
    }
    long missing = intervals.missing();
    BigDecimal tolerated = droppedShare.multiply(BigDecimal.valueOf(frames + missing));
    if (BigDecimal.valueOf(missing).compareTo(tolerated) > 0) {
      findings.add(
          Finding.warning(
              "VIDEO-DROPPED-FRAMES",
              "video",
              "%d frames are missing between the %d that are there, one each %s s."
                  .formatted(missing, frames, Nanos.seconds(intervals.usual()))));
    }
    findings.addAll(cuts.findings());
    findings.addAll(gaps.findings());
    findings.addAll(frozen.findings());
    findings.addAll(black.findings());
    return findings;
  }
}

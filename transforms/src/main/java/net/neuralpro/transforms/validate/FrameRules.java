package net.neuralpro.transforms.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RuleId;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.schemas.time.TimeRange;

/** Rules on frames, one after another: times, gaps, dropped, frozen and black ones. */
final class FrameRules {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;
  private static final int MAX_PLACES = 20;

  /** A frame is dropped where the time to the next is nearer to two intervals than to one. */
  private static final double DROPPED = 1.5;

  private final ValidateParameters parameters;
  private final List<Finding> findings = new ArrayList<>();
  private final Run frozen;
  private final Run black;
  private long frames;
  private long first;
  private long previous;
  private long backwards;
  private long firstBackwards;
  private long gaps;
  private long dropped;
  private int cuts;
  private long usual = Long.MAX_VALUE;

  FrameRules(ValidateParameters parameters) {
    this.parameters = parameters;
    frozen = new Run("VIDEO-FROZEN", "The picture stands still", parameters.freeze());
    black = new Run("VIDEO-BLACK", "The picture is black", parameters.black());
  }

  /**
   * The time from the first frame to the last.
   *
   * @param range from the first to just after the last
   */
  record Span(TimeRange range) {}

  /** Reads all frames; empty if there are none. */
  Optional<Span> read(TableReader table) throws IOException {
    boolean measured = table.schema().indexOf("frozen").isPresent();
    for (Optional<Batch> batch = table.next(); batch.isPresent(); batch = table.next()) {
      long[] times = batch.get().longs("time_ns");
      boolean[] still = measured ? batch.get().flags("frozen") : new boolean[0];
      boolean[] dark = measured ? batch.get().flags("black") : new boolean[0];
      String[] starts = measured ? batch.get().texts("shot_start") : new String[0];
      for (int row = 0; row < times.length; row++) {
        if (measured && starts[row].equals("CUT") && cuts++ < MAX_PLACES) {
          findings.add(
              Finding.notice(
                  "VIDEO-CUT", "frame " + frames, "The scene changes at once; a clip ends there."));
        }
        see(times[row]);
        if (measured) {
          frozen.see(times[row], still[row]);
          black.see(times[row], dark[row]);
        }
      }
    }
    frozen.end();
    black.end();
    return frames == 0
        ? Optional.empty()
        : Optional.of(new Span(new TimeRange(first, Math.max(previous, first) + 1)));
  }

  private void see(long time) {
    if (frames == 0) {
      first = time;
    } else if (time <= previous) {
      firstBackwards = backwards == 0 ? frames : firstBackwards;
      backwards++;
    } else {
      step(time - previous);
    }
    previous = time;
    frames++;
  }

  private void step(long interval) {
    if (interval > parameters.gap() * NANOS_PER_MILLISECOND) {
      gaps++;
      if (gaps <= MAX_PLACES) {
        findings.add(
            Finding.warning(
                "VIDEO-GAP",
                "frame " + frames,
                "%s s without a frame from %s s on; the episode ends there."
                    .formatted(Nanos.seconds(interval), Nanos.seconds(previous))));
      }
    } else if (usual != Long.MAX_VALUE && interval > usual * DROPPED) {
      dropped++;
    }
    usual = Math.min(usual, interval);
  }

  /** What was found, after all frames were read. */
  List<Finding> findings() {
    if (backwards > 0) {
      findings.add(
          Finding.error(
              "VIDEO-TIME-ORDER",
              "frame " + firstBackwards,
              backwards + " frames are not later than the one before."));
    }
    if (dropped > 0 && dropped * 100 > frames) {
      findings.add(
          Finding.warning(
              "VIDEO-DROPPED-FRAMES",
              "video",
              "%d of %d times between frames are longer than 1.5 of the shortest."
                  .formatted(dropped, frames)));
    }
    findings.addAll(frozen.findings);
    findings.addAll(black.findings);
    return findings;
  }

  /** Frames in a row of which something holds. */
  private static final class Run {
    private final String rule;
    private final String what;
    private final long longest;
    private final List<Finding> findings = new ArrayList<>();
    private long start;
    private long end;
    private boolean running;

    Run(String rule, String what, int milliseconds) {
      this.rule = rule;
      this.what = what;
      longest = milliseconds * NANOS_PER_MILLISECOND;
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
      if (running && end - start > longest && findings.size() < MAX_PLACES) {
        TimeRange range = new TimeRange(start, end + 1);
        findings.add(
            new Finding(
                new RuleId(rule),
                Severity.WARNING,
                "video " + range,
                what + " for " + Nanos.seconds(end - start) + " s."));
      }
      running = false;
    }
  }
}

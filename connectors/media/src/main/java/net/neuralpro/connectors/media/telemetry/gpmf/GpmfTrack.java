package net.neuralpro.connectors.media.telemetry.gpmf;

import java.io.IOException;
import java.util.OptionalLong;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import org.jspecify.annotations.Nullable;

/**
 * One sensor stream over all payloads. It gives the samples of a payload their times.
 *
 * <p>GPMF says nothing of single samples: those of a payload are spread evenly, as gpmf-parser's
 * README tells ("GPMF Timing and Clocks"). Where a payload is stamped, its samples reach from its
 * stamp to the next payload's, which needs the next one to be seen: one payload is held back.
 * Otherwise they fill the time that the container gives the payload, unless they are much fewer
 * than before: the last payload of a recording is as long as the others and holds less.
 */
final class GpmfTrack {
  private final String name;
  private final SensorKind kind;
  private final SampleSink sink;
  private final double[] sample;
  private @Nullable Stamped held;
  private OptionalLong lastStep = OptionalLong.empty();

  /** A payload whose end is not known yet. */
  private record Stamped(GpmfPayload payload, long start, int rows, double[] values) {}

  GpmfTrack(String name, SensorKind kind, SampleSink sink) {
    this.name = name;
    this.kind = kind;
    this.sink = sink;
    this.sample = new double[kind.columns().size()];
  }

  /** Samples that fill the payload. */
  void fill(GpmfPayload payload, int rows, double[] values) throws IOException {
    release(OptionalLong.empty());
    if (rows == 0) {
      return;
    }
    long step = payload.duration() / rows;
    if (lastStep.isPresent() && step > lastStep.getAsLong() + lastStep.getAsLong() / 2) {
      spread(payload.start(), lastStep.getAsLong() * rows, rows, values);
    } else {
      lastStep = OptionalLong.of(step);
      spread(payload.start(), payload.duration(), rows, values);
    }
  }

  /** Samples of which the first was taken at this time. */
  void stamped(GpmfPayload payload, long start, int rows, double[] values) throws IOException {
    Stamped before = held;
    boolean follows =
        before != null && before.payload().number() + 1 == payload.number() && start > before.start;
    release(follows ? OptionalLong.of(start) : OptionalLong.empty());
    held = new Stamped(payload, start, rows, values);
  }

  /** Samples that have each a time of their own. */
  void timed(long[] times, double[] values) throws IOException {
    for (int row = 0; row < times.length; row++) {
      emit(times[row], values, row);
    }
  }

  void finish() throws IOException {
    release(OptionalLong.empty());
  }

  private void release(OptionalLong next) throws IOException {
    Stamped before = held;
    held = null;
    if (before == null || before.rows() == 0) {
      return;
    }
    long duration = before.payload().duration();
    if (next.isPresent()) {
      duration = next.getAsLong() - before.start();
      lastStep = OptionalLong.of(duration / before.rows());
    } else if (lastStep.isPresent()) {
      duration = lastStep.getAsLong() * before.rows();
    }
    spread(before.start(), duration, before.rows(), before.values());
  }

  private void spread(long start, long duration, int rows, double[] values) throws IOException {
    for (int row = 0; row < rows; row++) {
      emit(start + GpmfPayload.fraction(duration, row, rows), values, row);
    }
  }

  private void emit(long time, double[] values, int row) throws IOException {
    System.arraycopy(values, row * sample.length, sample, 0, sample.length);
    sink.sample(name, kind, time, sample);
  }
}

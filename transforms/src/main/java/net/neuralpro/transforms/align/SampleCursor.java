package net.neuralpro.transforms.align;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;

/**
 * Goes once through a stream's samples and holds those about an instant. Only samples in strictly
 * increasing time are kept: of samples of one time the first; of a sample and a later one that goes
 * back behind it the later, if that is still after all before, so that a single time from the
 * future does not hide the rest. Samples without a finite value in every column, fixes without a
 * position and rotations without a length are left out. Whatever the batches of the reader, the
 * samples kept are the same. Holds one batch and two samples in memory.
 */
final class SampleCursor {
  private static final int CARRIED = 2;
  private static final double LEAST_NORM = 1e-3;

  private final AlignedStream stream;
  private final TableReader reader;
  private final long[] times = new long[Batch.MAX_ROWS + CARRIED];
  private final double[][] values;
  private final boolean[] required;
  private final Skipped backwards = new Skipped();
  private final Skipped repeated = new Skipped();
  private final Skipped unusable = new Skipped();
  private int size;
  private int position = -1;
  private boolean ended;

  /** Samples that were left out for one reason. */
  private static final class Skipped {
    private long count;
    private long first;

    void add(long time) {
      if (count == 0) {
        first = time;
      }
      count++;
    }
  }

  SampleCursor(AlignedStream stream, TableReader reader) {
    this.stream = stream;
    this.reader = reader;
    this.values = new double[stream.kind().columns().size()][times.length];
    this.required = new boolean[values.length];
    for (int column = 0; column < required.length; column++) {
      required[column] = !stream.optionalValues().contains(stream.kind().columns().get(column));
    }
  }

  /** Goes on to an instant, which is not before the one asked for last. */
  void advance(long time) throws IOException {
    while (true) {
      int certain = ended ? size : size - 1;
      while (position + 1 < certain && times[position + 1] <= time) {
        position++;
      }
      if (position + 1 < certain || ended) {
        return;
      }
      load();
    }
  }

  /** The index of the last sample at or before the instant, −1 if there is none. */
  int before() {
    return position;
  }

  /** Whether there is a sample after the instant; it follows {@link #before}. */
  boolean hasAfter() {
    return position + 1 < size;
  }

  long time(int index) {
    return times[index];
  }

  double value(int column, int index) {
    return values[column][index];
  }

  /** Reads to the end, then tells what was left out. */
  List<Finding> finish() throws IOException {
    while (!ended) {
      position = Math.max(size - CARRIED, -1);
      load();
    }
    List<Finding> findings = new ArrayList<>();
    report(findings, "ALIGN-BACKWARDS", backwards, "samples go back in time");
    report(findings, "ALIGN-REPEATED", repeated, "samples have the time of the one before");
    report(findings, "ALIGN-UNUSABLE", unusable, "samples have no finite value or no fix");
    return findings;
  }

  private void report(List<Finding> findings, String rule, Skipped skipped, String what) {
    if (skipped.count > 0) {
      findings.add(
          Finding.warning(
              rule,
              stream.name(),
              "%d %s and were left out, the first at %s s"
                  .formatted(skipped.count, what, Nanos.seconds(skipped.first))));
    }
  }

  /**
   * Keeps the last two samples and appends the next batch. The last sample of all is not certain
   * until its successor was seen, hence two.
   */
  private void load() throws IOException {
    int kept = Math.min(size, CARRIED);
    move(size - kept, kept);
    position -= size - kept;
    size = kept;
    Optional<Batch> next = reader.next();
    if (next.isEmpty()) {
      ended = true;
      return;
    }
    Batch batch = next.get();
    long[] newTimes = batch.longs(SensorKind.TIME);
    double[][] newValues = new double[values.length][];
    for (int column = 0; column < values.length; column++) {
      newValues[column] = batch.doubles(stream.kind().columns().get(column));
    }
    if (isPlain(newTimes, newValues)) {
      System.arraycopy(newTimes, 0, times, size, newTimes.length);
      for (int column = 0; column < values.length; column++) {
        System.arraycopy(newValues[column], 0, values[column], size, newTimes.length);
      }
      size += newTimes.length;
    } else {
      for (int row = 0; row < newTimes.length; row++) {
        append(newTimes, newValues, row);
      }
    }
  }

  private void move(int from, int count) {
    System.arraycopy(times, from, times, 0, count);
    for (double[] column : values) {
      System.arraycopy(column, from, column, 0, count);
    }
  }

  /** Whether nothing of a batch has to be left out. */
  private boolean isPlain(long[] newTimes, double[][] newValues) {
    if (newTimes.length == 0 || (size > 0 && newTimes[0] <= times[size - 1])) {
      return false;
    }
    boolean increasing = true;
    for (int row = 1; row < newTimes.length; row++) {
      increasing &= newTimes[row - 1] < newTimes[row];
    }
    if (!increasing) {
      return false;
    }
    if (isRotation() || stream.kind() == SensorKind.GNSS) {
      for (int row = 0; row < newTimes.length; row++) {
        if (!isUsable(newValues, row)) {
          return false;
        }
      }
      return true;
    }
    // 0 · x is 0 for every finite x and NaN for all others.
    double probe = 0;
    for (double[] column : newValues) {
      for (double value : column) {
        probe += value * 0.0;
      }
    }
    return probe == 0;
  }

  private void append(long[] newTimes, double[][] newValues, int row) {
    long time = newTimes[row];
    if (!isUsable(newValues, row)) {
      unusable.add(time);
    } else if (size == 0 || time > times[size - 1]) {
      put(size++, time, newValues, row);
    } else if (time == times[size - 1]) {
      repeated.add(time);
    } else if (size == 1 || time > times[size - 2]) {
      backwards.add(times[size - 1]);
      put(size - 1, time, newValues, row);
    } else {
      backwards.add(time);
    }
  }

  private void put(int index, long time, double[][] newValues, int row) {
    times[index] = time;
    for (int column = 0; column < values.length; column++) {
      values[column][index] = newValues[column][row];
    }
  }

  private boolean isUsable(double[][] samples, int row) {
    double squares = 0;
    for (int column = 0; column < required.length; column++) {
      double value = samples[column][row];
      if (required[column] && !Double.isFinite(value)) {
        return false;
      }
      squares += value * value;
    }
    return switch (stream.kind()) {
      case GNSS -> samples[stream.kind().columns().indexOf("fix")][row] >= 2;
      default -> !isRotation() || squares >= LEAST_NORM;
    };
  }

  private boolean isRotation() {
    return stream.kind().interpolation() == SensorKind.Interpolation.SPHERICAL;
  }
}

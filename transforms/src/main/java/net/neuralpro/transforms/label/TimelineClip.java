package net.neuralpro.transforms.label;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;

/**
 * The timeline of one clip.
 *
 * @param clip its index
 * @param times the capture time of each row, never decreasing
 * @param streams what the sensors say in each row
 */
record TimelineClip(int clip, long[] times, List<Stream> streams) {
  /**
   * A sensor's values in each row.
   *
   * @param kind what it measures
   * @param columns for each column of the kind, its value in each row, NaN where it lacks by itself
   * @param valid whether there is a value
   * @param samples how many raw samples were nearest to some row
   */
  record Stream(SensorKind kind, double[][] columns, boolean[] valid, int samples) {
    double[] column(String name) {
      return columns[kind.columns().indexOf(name)];
    }

    /** One column, valid where the stream is and the column has a value. */
    Signal signal(String name) {
      double[] values = column(name);
      Signal signal = Signal.absent(values.length);
      for (int row = 0; row < values.length; row++) {
        signal.valid()[row] = valid[row] && Double.isFinite(values[row]);
        signal.values()[row] = signal.valid()[row] ? values[row] : 0;
      }
      return signal;
    }

    /** All columns of a row. */
    double[] at(int row) {
      double[] values = new double[columns.length];
      for (int column = 0; column < values.length; column++) {
        values[column] = columns[column][row];
      }
      return values;
    }
  }

  int rows() {
    return times.length;
  }

  /**
   * The stream of this kind that gives most samples to the clip, the first of equal ones; empty if
   * none gives any. Of two receivers it is the one that tells more often.
   */
  Optional<Stream> stream(SensorKind kind) {
    return streams.stream()
        .filter(stream -> stream.kind() == kind && stream.samples() > 0)
        .reduce((first, second) -> second.samples() > first.samples() ? second : first);
  }
}

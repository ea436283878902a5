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
   */
  record Stream(SensorKind kind, double[][] columns, boolean[] valid) {
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

    int validRows() {
      return signal(kind.columns().get(0)).validRows();
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

  /** The stream of this kind that covers most rows, the first of equal ones; empty if none does. */
  Optional<Stream> stream(SensorKind kind) {
    Stream best = null;
    for (Stream stream : streams) {
      if (stream.kind() == kind && stream.validRows() > (best == null ? 0 : best.validRows())) {
        best = stream;
      }
    }
    return Optional.ofNullable(best);
  }
}

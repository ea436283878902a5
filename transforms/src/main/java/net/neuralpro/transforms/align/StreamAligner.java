package net.neuralpro.transforms.align;

import java.io.IOException;
import java.util.List;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.Values;

/**
 * Puts one stream onto the rows of a timeline.
 *
 * <p>Where a sample has the row's very time, its value stands. Where the nearest samples before and
 * after both lie within the tolerance, the value is interpolated as the kind says. Where only one
 * does, its value is held and the row is flagged as a gap. Where none does, there is no value:
 * zeros, not valid, a gap. A row's value depends on the samples about it and, for the sign of a
 * rotation, on the rows of its clip before it; on nothing else.
 */
final class StreamAligner {
  private static final double FULL_TURN = 360;

  private final SampleCursor cursor;
  private final long tolerance;
  private final Method[] methods;
  private final double[] lastRotation = new double[4];
  private int lastClip = -1;

  /** How one column's value between two samples is had. */
  private enum Method {
    LINEAR,
    /** Linear along the shorter way around the circle, in degrees. */
    CIRCULAR,
    NEAREST,
    /** Linear where both samples have it, else the nearer sample's, else not valid by itself. */
    OPTIONAL,
    /** Together with the three columns that follow the first. */
    ROTATION
  }

  /**
   * The samples that a row's value is had from.
   *
   * @param near the nearer of them
   * @param fraction how far the row lies from the one to the other, 0 to 1
   */
  private record Span(int from, int to, int near, double fraction) {}

  /**
   * Aligns a stream.
   *
   * @param tolerance how far a sample may lie from a row that it gives a value to, nanoseconds
   */
  StreamAligner(AlignedStream stream, TableReader series, long tolerance) {
    this.cursor = new SampleCursor(stream, series);
    this.tolerance = tolerance;
    this.methods =
        stream.kind().columns().stream()
            .map(column -> method(stream, column))
            .toArray(Method[]::new);
  }

  private static Method method(AlignedStream stream, String column) {
    if (stream.optionalValues().contains(column)) {
      return Method.OPTIONAL;
    }
    return switch (stream.kind().interpolation()) {
      case SPHERICAL -> Method.ROTATION;
      case NEAREST -> Method.NEAREST;
      case LINEAR ->
          switch (column) {
            case "longitude" -> Method.CIRCULAR;
            case "fix", "precision" -> Method.NEAREST;
            default -> Method.LINEAR;
          };
    };
  }

  /**
   * Fills this stream's columns for the next rows.
   *
   * @param clips the clip of each row
   * @param times the time of each row, never decreasing, nor from call to call
   * @param columns takes the values, as {@link AlignedStream#columns} lists them
   */
  void align(int[] clips, long[] times, List<Values> columns) throws IOException {
    int rows = times.length;
    double[][] values = new double[methods.length][rows];
    long[] nearest = new long[rows];
    boolean[] valid = new boolean[rows];
    boolean[] gap = new boolean[rows];
    boolean[][] present = new boolean[methods.length][];
    for (int column = 0; column < methods.length; column++) {
      present[column] = new boolean[methods[column] == Method.OPTIONAL ? rows : 0];
    }
    for (int row = 0; row < rows; row++) {
      long time = times[row];
      cursor.advance(time);
      int before = cursor.before();
      int after = before + 1;
      boolean exact = before >= 0 && cursor.time(before) == time;
      boolean hasBefore = before >= 0 && isWithin(time - cursor.time(before));
      boolean hasAfter = cursor.hasAfter() && isWithin(cursor.time(after) - time);
      valid[row] = hasBefore || hasAfter;
      gap[row] = !exact && !(hasBefore && hasAfter);
      if (!valid[row]) {
        continue;
      }
      int near = nearer(time, hasBefore, hasAfter);
      nearest[row] = cursor.time(near);
      boolean held = exact || gap[row];
      int from = held ? near : before;
      int to = held ? near : after;
      double fraction =
          held
              ? 0
              : (double) (time - cursor.time(from))
                  / (double) (cursor.time(to) - cursor.time(from));
      fill(values, present, row, new Span(from, to, near, fraction), clips[row]);
    }
    for (double[] column : values) {
      columns.add(new Values.Doubles(column));
    }
    columns.add(new Values.Longs(nearest));
    columns.add(new Values.Flags(valid));
    columns.add(new Values.Flags(gap));
    for (int column = 0; column < methods.length; column++) {
      if (methods[column] == Method.OPTIONAL) {
        columns.add(new Values.Flags(present[column]));
      }
    }
  }

  /** Whether a distance, which may not fit a signed number, is within the tolerance. */
  private boolean isWithin(long distance) {
    return Long.compareUnsigned(distance, tolerance) <= 0;
  }

  private int nearer(long time, boolean hasBefore, boolean hasAfter) {
    int before = cursor.before();
    if (!hasAfter) {
      return before;
    }
    return hasBefore && time - cursor.time(before) <= cursor.time(before + 1) - time
        ? before
        : before + 1;
  }

  private void fill(double[][] values, boolean[][] present, int row, Span span, int clip) {
    for (int column = 0; column < methods.length; column++) {
      double start = cursor.value(column, span.from());
      double end = cursor.value(column, span.to());
      switch (methods[column]) {
        case LINEAR -> values[column][row] = start + (end - start) * span.fraction();
        case CIRCULAR -> values[column][row] = circular(start, end, span.fraction());
        case NEAREST -> values[column][row] = cursor.value(column, span.near());
        case OPTIONAL -> {
          double value = start + (end - start) * span.fraction();
          value = Double.isFinite(value) ? value : cursor.value(column, span.near());
          present[column][row] = Double.isFinite(value);
          values[column][row] = present[column][row] ? value : 0;
        }
        case ROTATION -> {
          rotate(values, row, span, clip);
          return;
        }
      }
    }
  }

  private static double circular(double from, double to, double fraction) {
    double way = to - from;
    if (way > FULL_TURN / 2) {
      way -= FULL_TURN;
    } else if (way < -FULL_TURN / 2) {
      way += FULL_TURN;
    }
    double value = from + way * fraction;
    if (value > FULL_TURN / 2) {
      return value - FULL_TURN;
    }
    return value < -FULL_TURN / 2 ? value + FULL_TURN : value;
  }

  /**
   * A clip's first rotation has w ≥ 0, every further one the sign that is closer to the one before:
   * then the numbers have no jumps that the motion has not.
   */
  private void rotate(double[][] values, int row, Span span, int clip) {
    double[] rotation = Rotations.slerp(sample(span.from()), sample(span.to()), span.fraction());
    boolean first = clip != lastClip;
    boolean flip = first ? rotation[0] < 0 : Rotations.dot(rotation, lastRotation) < 0;
    for (int column = 0; column < 4; column++) {
      lastRotation[column] = flip ? 0.0 - rotation[column] : rotation[column];
      values[column][row] = lastRotation[column];
    }
    lastClip = clip;
  }

  private double[] sample(int index) {
    return new double[] {
      cursor.value(0, index), cursor.value(1, index), cursor.value(2, index), cursor.value(3, index)
    };
  }

  /** Reads the stream to its end, then tells what was left out. */
  List<Finding> finish() throws IOException {
    return cursor.finish();
  }
}

package net.neuralpro.transforms.label;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.align.TimelineMerge;

/** Reads a timeline clip by clip; holds one clip and one batch in memory. */
final class TimelineClips {
  private final TableReader timeline;
  private final List<AlignedStream> streams;
  private Optional<Batch> batch = Optional.empty();
  private int batchRow;

  TimelineClips(TableReader timeline) {
    this.timeline = timeline;
    this.streams = AlignedStream.in(timeline.schema());
  }

  /** The next clip, or empty after the last. */
  Optional<TimelineClip> next() throws IOException {
    List<Part> parts = new ArrayList<>();
    while (fill()) {
      Batch rows = batch.get();
      int[] clips = rows.integers(TimelineMerge.CLIP);
      if (!parts.isEmpty() && parts.get(0).clip() != clips[batchRow]) {
        break;
      }
      int end = batchRow;
      while (end < clips.length && clips[end] == clips[batchRow]) {
        end++;
      }
      parts.add(new Part(rows, batchRow, end));
      batchRow = end;
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(join(parts));
  }

  private record Part(Batch rows, int from, int to) {
    int clip() {
      return rows.integers(TimelineMerge.CLIP)[from];
    }
  }

  /** Whether there is a row at hand. */
  private boolean fill() throws IOException {
    while (batch.isEmpty() || batchRow == batch.get().rows()) {
      batch = timeline.next();
      batchRow = 0;
      if (batch.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private TimelineClip join(List<Part> parts) {
    long[] times = new long[0];
    for (Part part : parts) {
      int size = times.length;
      times = Arrays.copyOf(times, size + part.to() - part.from());
      System.arraycopy(
          part.rows().longs(TimelineMerge.TIME), part.from(), times, size, times.length - size);
    }
    List<TimelineClip.Stream> joined = new ArrayList<>();
    for (AlignedStream stream : streams) {
      joined.add(join(stream, parts, times.length));
    }
    return new TimelineClip(parts.get(0).clip(), times, joined);
  }

  private static TimelineClip.Stream join(AlignedStream stream, List<Part> parts, int rows) {
    double[][] columns = new double[stream.kind().columns().size()][rows];
    boolean[] valid = new boolean[rows];
    long[] times = new long[rows];
    int size = 0;
    for (Part part : parts) {
      int count = part.to() - part.from();
      for (int column = 0; column < columns.length; column++) {
        double[] values = part.rows().doubles(stream.column(stream.kind().columns().get(column)));
        System.arraycopy(values, part.from(), columns[column], size, count);
      }
      System.arraycopy(part.rows().flags(stream.validColumn()), part.from(), valid, size, count);
      System.arraycopy(part.rows().longs(stream.timeColumn()), part.from(), times, size, count);
      for (String optional : stream.optionalValues()) {
        boolean[] present = part.rows().flags(stream.validColumn(optional));
        double[] values = columns[stream.kind().columns().indexOf(optional)];
        for (int row = 0; row < count; row++) {
          values[size + row] = present[part.from() + row] ? values[size + row] : Double.NaN;
        }
      }
      size += count;
    }
    return new TimelineClip.Stream(stream.kind(), columns, valid, samples(times, valid));
  }

  private static int samples(long[] times, boolean[] valid) {
    int samples = 0;
    int last = -1;
    for (int row = 0; row < times.length; row++) {
      if (valid[row]) {
        samples += last < 0 || times[row] != times[last] ? 1 : 0;
        last = row;
      }
    }
    return samples;
  }
}

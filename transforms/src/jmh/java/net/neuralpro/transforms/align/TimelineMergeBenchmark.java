package net.neuralpro.transforms.align;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.schemas.table.Values;
import net.neuralpro.transforms.segment.GridTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The two joins that data engineers do with dataframes: slow streams onto the rows of a fast one,
 * and fast ones onto frames. Streams are an IMU at 100 Hz, fixes at 10 Hz with outages, frames at
 * 30 Hz; clocks jitter. The figures are seconds of one thread, reading and writing left out.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class TimelineMergeBenchmark {
  /** More than the caches hold, less than all values would need. */
  private static final int DISTINCT_COLUMNS = 1000;

  /** Samples of the IMU. */
  @Param("10000000")
  int samples;

  private final Random random = new Random(7);
  private final List<double[]> columns = new ArrayList<>();
  private long[] inertial;
  private long[] fixes;
  private long[] frames;

  @Setup
  public void makeStreams() {
    double seconds = samples / 100.0;
    inertial = clock(seconds, 100, 500);
    fixes = clock(seconds, 10, 5000);
    frames = clock(seconds, 30, 800);
    for (int column = 0; column < DISTINCT_COLUMNS; column++) {
      columns.add(random.doubles(Batch.MAX_ROWS).toArray());
    }
  }

  private long[] clock(double seconds, int rate, int jitterMicros) {
    long period = 1_000_000_000L / rate;
    return random
        .longs((long) (seconds * rate), -jitterMicros, jitterMicros + 1)
        .map(new Counter(period)::next)
        .filter(time -> rate != 10 || time / 1_000_000_000L % 1000 >= 20)
        .toArray();
  }

  private static final class Counter {
    private final long period;
    private long count;

    Counter(long period) {
      this.period = period;
    }

    long next(long jitterMicros) {
      return count++ * period + jitterMicros * 1000;
    }
  }

  /** Fixes and a frame's value onto every sample of the IMU. */
  @Benchmark
  public void slowOntoFast(Blackhole sink) throws IOException {
    TreeMap<String, TableReader> series = new TreeMap<>();
    series.put("position", series(SensorKind.POSITION, fixes));
    series.put("wheel_speed", series(SensorKind.WHEEL_SPEED, frames));
    merge(inertial, series, sink);
  }

  /** The IMU and fixes onto every frame. */
  @Benchmark
  public void fastOntoFrames(Blackhole sink) throws IOException {
    TreeMap<String, TableReader> series = new TreeMap<>();
    series.put("accelerometer", series(SensorKind.ACCELEROMETER, inertial));
    series.put("gyroscope", series(SensorKind.GYROSCOPE, inertial));
    series.put("position", series(SensorKind.POSITION, fixes));
    merge(frames, series, sink);
  }

  private static void merge(long[] rows, TreeMap<String, TableReader> series, Blackhole sink)
      throws IOException {
    TimelineMerge merge = new TimelineMerge(series, kind -> 150_000_000);
    Clips clips = new Clips(List.of(new Clip(0, 0, 0, rows.length, rows[0], Long.MAX_VALUE)));
    sink.consume(merge.merge(grid(rows), clips, new Sink(merge.schema(), sink)));
  }

  private record Sink(TableSchema schema, Blackhole hole) implements TableWriter {
    @Override
    public void write(Batch batch) {
      hole.consume(batch);
    }

    @Override
    public void close() {}
  }

  private double[] values(int number) {
    return columns.get(number % DISTINCT_COLUMNS);
  }

  private TableReader series(SensorKind kind, long[] times) {
    return new Batches(
        kind.schema(),
        times,
        (from, count) -> {
          List<Values> values = new ArrayList<>();
          values.add(new Values.Longs(Arrays.copyOfRange(times, from, from + count)));
          for (int column = 0; column < kind.columns().size(); column++) {
            double[] array = values(from / Batch.MAX_ROWS * kind.columns().size() + column);
            values.add(
                new Values.Doubles(count == array.length ? array : Arrays.copyOf(array, count)));
          }
          return values;
        });
  }

  private static TableReader grid(long[] times) {
    return new Batches(
        GridTable.SCHEMA,
        times,
        (from, count) -> {
          long[] rows = new long[count];
          Arrays.setAll(rows, row -> from + row);
          long[] some = Arrays.copyOfRange(times, from, from + count);
          return List.of(
              new Values.Longs(rows),
              new Values.Longs(rows),
              new Values.Longs(some),
              new Values.Longs(some),
              new Values.Integers(new int[count]),
              new Values.Flags(new boolean[count]));
        });
  }

  private interface Filler {
    List<Values> values(int from, int count);
  }

  private static final class Batches implements TableReader {
    private final TableSchema schema;
    private final long[] times;
    private final Filler filler;
    private int next;

    Batches(TableSchema schema, long[] times, Filler filler) {
      this.schema = schema;
      this.times = times;
      this.filler = filler;
    }

    @Override
    public TableSchema schema() {
      return schema;
    }

    @Override
    public Optional<Batch> next() {
      int count = Math.min(Batch.MAX_ROWS, times.length - next);
      if (count == 0) {
        return Optional.empty();
      }
      int from = next;
      next += count;
      return Optional.of(new Batch(schema, count, filler.values(from, count)));
    }

    @Override
    public void close() {}
  }
}

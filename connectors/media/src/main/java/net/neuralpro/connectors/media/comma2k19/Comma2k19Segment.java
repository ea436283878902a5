package net.neuralpro.connectors.media.comma2k19;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.neuralpro.connectors.media.files.FileSet;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.connectors.media.numpy.NumpyArray;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * Reads a segment of comma2k19: logs of sensors and the car, poses of the camera for every frame.
 * Times are those of the device's boot clock.
 *
 * <p>The README tells that the orientations rotate from the earth-fixed frame to the camera's; the
 * values rotate from the camera's to the earth-fixed one ({@code ecef_R_camera}): the forward axis
 * that they give is the direction of the velocities.
 *
 * @see <a href="https://github.com/commaai/comma2k19">comma2k19</a>
 */
public final class Comma2k19Segment {
  private static final String FRAME_TIMES = "frame_times";
  private static final double NANOS = 1e9;
  private static final double MILLIS_LEAST = 1e11;
  private static final int UTC_COLUMN = 3;

  private final FileSet files;
  private final String root;
  private final Function<String, SampleSink> sinks;
  private final Set<String> read = new TreeSet<>();
  private OptionalLong utcOfZero = OptionalLong.empty();

  private Comma2k19Segment(FileSet files, String root, Function<String, SampleSink> sinks) {
    this.files = files;
    this.root = root;
    this.sinks = sinks;
  }

  /** Whether these files hold a segment in this folder, which ends with {@code /} or is empty. */
  public static boolean isIn(Set<String> paths, String root) {
    return poses(root).stream().anyMatch(folder -> paths.contains(folder + FRAME_TIMES));
  }

  private static List<String> poses(String root) {
    return List.of(root + "global_pose/", root + "global_pos/");
  }

  /**
   * Reads the segment.
   *
   * @param root its folder in the file set, which ends with {@code /} or is empty
   * @param sinks takes the samples of the file at a path
   * @param frames takes the times of the frames, which are in no container here
   * @return nanoseconds since 1970 at zero of its clock, if a receiver told
   * @throws RejectedInputException if a file is no array (NUMPY-…) or does not fit the others
   *     (COMMA-…)
   */
  public static OptionalLong read(
      FileSet files, String root, Function<String, SampleSink> sinks, FrameSink frames)
      throws IOException {
    Comma2k19Segment segment = new Comma2k19Segment(files, root, sinks);
    for (LoggedStream stream : LoggedStream.ALL) {
      segment.log(stream);
    }
    segment.poses(frames);
    segment.tellUnread();
    return segment.utcOfZero;
  }

  private void log(LoggedStream stream) throws IOException {
    Optional<String> folder =
        stream.folders().stream()
            .map(name -> root + "processed_log/" + name + "/")
            .filter(name -> files.sizes().containsKey(name + "t"))
            .findFirst();
    if (folder.isEmpty()) {
      return;
    }
    SampleSink sink = sinks.apply(folder.get() + "value");
    double[] target = new double[stream.kind().columns().size()];
    pairs(
        folder.get() + "t",
        folder.get() + "value",
        stream.columns(),
        (time, values, from) -> {
          stream.conversion().apply(values, from, target);
          sink.sample(stream.stream(), stream.kind(), time, target);
          if (stream.kind() == SensorKind.GNSS && utcOfZero.isEmpty()) {
            tellUtc(time, values[from + UTC_COLUMN]);
          }
        });
  }

  /** The README gives seconds, the files hold milliseconds. */
  private void tellUtc(long time, double utc) {
    double millis = utc > MILLIS_LEAST ? utc : utc * 1000;
    if (millis > 0 && millis < 4e12) {
      utcOfZero = OptionalLong.of(Math.round(millis) * 1_000_000 - time);
    }
  }

  private void poses(FrameSink frames) throws IOException {
    for (String folder : poses(root)) {
      String times = folder + FRAME_TIMES;
      if (files.sizes().containsKey(times)) {
        pose(times, folder + "frame_positions", "position", SensorKind.POSITION);
        pose(times, folder + "frame_velocities", "velocity", SensorKind.VELOCITY);
        pose(times, folder + "frame_orientations", "orientation", SensorKind.ORIENTATION);
        pairs(
            times,
            times,
            1,
            (time, values, from) -> frames.frame(new FrameSink.Frame(time, false, 0)));
      }
    }
  }

  private void pose(String times, String values, String stream, SensorKind kind)
      throws IOException {
    if (!files.sizes().containsKey(values)) {
      return;
    }
    SampleSink sink = sinks.apply(values);
    double[] target = new double[kind.columns().size()];
    pairs(
        times,
        values,
        target.length,
        (time, block, from) -> {
          System.arraycopy(block, from, target, 0, target.length);
          sink.sample(stream, kind, time, target);
        });
  }

  private interface Row {
    void take(long time, double[] values, int from) throws IOException;
  }

  private void pairs(String timePath, String valuePath, int columns, Row row) throws IOException {
    read.add(timePath);
    read.add(valuePath);
    if (!files.sizes().containsKey(valuePath)) {
      throw rejected("COMMA-MISSING", valuePath, "Cannot read the log: its values are missing");
    }
    try (NumpyArray times = NumpyArray.open(files.source(timePath));
        NumpyArray values = NumpyArray.open(files.source(valuePath))) {
      if (times.columns() != 1 || values.columns() != columns || times.rows() != values.rows()) {
        throw rejected(
            "COMMA-SHAPE",
            valuePath,
            "Cannot read the log: there are %d × %d times and %d × %d values, not n × 1 and n × %d"
                .formatted(
                    times.rows(), times.columns(), values.rows(), values.columns(), columns));
      }
      int step = Math.min(times.blockRows(), values.blockRows());
      for (long first = 0; first < times.rows(); first += step) {
        int count = (int) Math.min(step, times.rows() - first);
        double[] timeBlock = times.block(first, count);
        double[] valueBlock = values.block(first, count);
        for (int index = 0; index < count; index++) {
          row.take(nanos(timePath, first + index, timeBlock[index]), valueBlock, index * columns);
        }
      }
    }
  }

  private static long nanos(String path, long row, double seconds) throws IOException {
    if (!(Math.abs(seconds) < 9e9)) {
      throw rejected("COMMA-TIME", path + ", row " + row, "Cannot use " + seconds + " s as a time");
    }
    return Math.round(seconds * NANOS);
  }

  private static RejectedInputException rejected(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }

  private void tellUnread() throws IOException {
    List<String> unread = new ArrayList<>();
    for (String path : files.sizes().keySet()) {
      if (path.startsWith(root) && path.endsWith("/value") && !read.contains(path)) {
        unread.add(path.substring(root.length(), path.length() - "/value".length()));
      }
    }
    if (!unread.isEmpty()) {
      String place = root + "processed_log";
      sinks
          .apply(place)
          .finding(
              Finding.notice(
                  "COMMA-UNREAD", place, "These logs are kept as files only: " + unread));
    }
  }
}

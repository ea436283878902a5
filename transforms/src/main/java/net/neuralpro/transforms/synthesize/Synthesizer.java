package net.neuralpro.transforms.synthesize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.neuralpro.schemas.time.Nanos;

/**
 * Makes recordings whose truth is known: a rendered world seen from a vehicle on a planned drive,
 * with its IMU, GNSS and wheel speed. Each is a folder {@code <output>/<name>}; what is true of it
 * is in {@code <output>/truth/<name>}. Equal plans make equal bytes.
 */
public final class Synthesizer {
  private static final Instant FIRST_START = Instant.parse("2026-01-01T08:00:00Z");
  private static final int SECONDS_BETWEEN_STARTS = 600;
  private static final List<String> COPIED =
      List.of("video.mp4", "imu.csv", "gnss.csv", "wheel.csv");

  private static final String DECLARATION =
      """
      neural: 1
      device: {make: Synthetic, model: Planned camera, serial: "S-%04d"}
      %sclock: {name: media, utc_of_zero: "%s"}
      video: {file: %s, camera: front}
      sensors:
        - {file: imu.csv, kind: accelerometer, time: {column: time_ns, unit: ns}, columns: {x: ax, y: ay, z: az}, unit: m/s^2}
        - {file: imu.csv, kind: gyroscope, time: {column: time_ns, unit: ns}, columns: {x: gx, y: gy, z: gz}, unit: rad/s}
        - {file: gnss.csv, kind: gnss, time: {column: time_ns, unit: ns}, columns: {latitude: latitude, longitude: longitude, altitude: altitude, speed_2d: speed, fix: fix, precision: hdop}}
        - {file: wheel.csv, kind: wheel_speed, time: {column: time_ns, unit: ns}, columns: {value: speed}, unit: m/s}
      """;

  private final Path output;
  private final Consumer<String> progress;

  private Synthesizer(Path output, Consumer<String> progress) {
    this.output = output;
    this.progress = progress;
  }

  /**
   * Makes recordings, several at a time.
   *
   * @param output is made if it is missing; files of the same names are written over
   * @param progress is told the name of each recording that is complete, from any thread
   */
  public static void write(SynthesisPlan plan, Path output, Consumer<String> progress)
      throws IOException {
    Synthesizer synthesizer = new Synthesizer(output, progress);
    List<RecordingPlan> recordings = RecordingPlan.of(plan);
    synthesizer.writeAll(recordings, recording -> recording.fault() != Fault.COPY);
    synthesizer.writeAll(recordings, recording -> recording.fault() == Fault.COPY);
  }

  private void writeAll(List<RecordingPlan> recordings, Predicate<RecordingPlan> chosen)
      throws IOException {
    try {
      recordings.parallelStream().filter(chosen).forEach(this::write);
    } catch (UncheckedIOException e) {
      throw new IOException("Cannot write the recordings: " + e.getMessage(), e);
    }
  }

  private void write(RecordingPlan recording) {
    try {
      Path folder = Files.createDirectories(output.resolve(recording.name()));
      long duration = recording.seconds() * Nanos.PER_SECOND;
      Randomness random = recording.random();
      Layout layout = Layout.of(random.fork("layout"));
      World world = new World(layout, random.fork("world"));
      Drive drive = new Drive(recording.style(), layout, recording.seconds(), random.fork("drive"));
      if (recording.fault() == Fault.COPY) {
        copy(output.resolve(RecordingPlan.FIRST), folder);
      } else {
        Footage.write(recording, world, drive, folder);
        Origin origin = Origin.of(recording.source());
        SensorLogs logs = new SensorLogs(drive, duration, origin, random.fork("sensors"));
        logs.writeImu(folder.resolve("imu.csv"), recording.fault());
        logs.writeGnss(folder.resolve("gnss.csv"), recording.fault());
        logs.writeWheel(folder.resolve("wheel.csv"));
      }
      Files.writeString(
          folder.resolve("recording.yaml"), declaration(recording), StandardCharsets.UTF_8);
      TruthFiles.write(
          output.resolve("truth").resolve(recording.name()), recording, drive, layout, duration);
      progress.accept(recording.name());
    } catch (IOException e) {
      throw new UncheckedIOException(recording.name() + ": " + e.getMessage(), e);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    for (String file : COPIED) {
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String declaration(RecordingPlan recording) {
    Instant start = FIRST_START.plusSeconds((long) recording.source() * SECONDS_BETWEEN_STARTS);
    return DECLARATION.formatted(
        recording.index() + 1,
        recording.fault() == Fault.NO_LICENCE ? "" : "licence: CC-BY-4.0\n",
        start,
        recording.videoFile());
  }
}

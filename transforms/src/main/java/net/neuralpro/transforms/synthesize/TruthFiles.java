package net.neuralpro.transforms.synthesize;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.time.TimeRange;
import net.neuralpro.transforms.synthesize.DriveEvents.DriveEvent;

/**
 * Writes what is true of a recording: {@code truth.json}, and {@code frames.csv} with the motion at
 * each frame of the video. Where the picture freezes or jumps elsewhere, it is the vehicle's motion
 * all the same.
 */
final class TruthFiles {
  private static final String HEADER =
      "frame,time_ns,px,py,pz,qw,qx,qy,qz,speed,acceleration,yaw_rate,curvature\n";

  private TruthFiles() {}

  /**
   * What is true of a recording.
   *
   * @param recording its name
   * @param seed of the plan
   * @param durationNs its length
   * @param frames frames written to the video, before it was damaged
   * @param fault what is wrong with it
   * @param copyOf the recording of which it is a copy
   * @param events what happens
   */
  record Truth(
      String recording,
      long seed,
      long durationNs,
      int frames,
      PlantedFault fault,
      Optional<String> copyOf,
      List<DriveEvent> events) {}

  /**
   * A fault and its place.
   *
   * @param kind as in {@link Fault}
   * @param description one sentence
   * @param firstFrame the first frame at fault; of a cut or gap, the first after it
   * @param frames how many are at fault; in a gap, how many are missing
   * @param startNs when it begins, on the recording's clock
   * @param endNs when it is over
   */
  record PlantedFault(
      String kind,
      String description,
      Optional<Integer> firstFrame,
      Optional<Integer> frames,
      Optional<Long> startNs,
      Optional<Long> endNs) {}

  static void write(Path folder, RecordingPlan recording, Drive drive, Layout layout, long duration)
      throws IOException {
    Files.createDirectories(folder);
    FrameSchedule schedule = new FrameSchedule(recording);
    Fault fault = recording.fault();
    PlantedFault planted =
        new PlantedFault(
            fault.name().toLowerCase(Locale.ROOT),
            fault.description(),
            schedule.faultFrame(),
            schedule.faultFrames(),
            schedule.faultTime().map(TimeRange::start),
            schedule.faultTime().map(TimeRange::end));
    Truth truth =
        new Truth(
            recording.name(),
            recording.plan().seed(),
            duration,
            schedule.frames(),
            planted,
            fault.isDerived() ? Optional.of(RecordingPlan.FIRST) : Optional.empty(),
            DriveEvents.of(drive, duration));
    Files.write(folder.resolve("truth.json"), DagJson.write(truth));
    writeFrames(folder.resolve("frames.csv"), schedule, drive, layout);
  }

  private static void writeFrames(Path file, FrameSchedule schedule, Drive drive, Layout layout)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      out.write(HEADER);
      for (int frame = 0; frame < schedule.frames(); frame++) {
        Motion motion = drive.at(schedule.nanos(frame));
        out.write(frame + "," + schedule.nanos(frame));
        for (double value : pose(motion, layout)) {
          out.write("," + SensorLogs.decimal(value, 9));
        }
        out.write(
            ",%s,%s,%s,%s\n"
                .formatted(
                    SensorLogs.decimal(motion.speed(), 9),
                    SensorLogs.decimal(motion.acceleration(), 9),
                    SensorLogs.decimal(motion.yawRate(), 9),
                    SensorLogs.decimal(motion.curvature(), 9)));
      }
    }
  }

  /**
   * The pose {@code world_T_camera}: position in metres and rotation as a quaternion w, x, y, z.
   * The world's axes are east, north and up, the camera's right, down and forward. To look east is
   * the rotation (0.5, -0.5, 0.5, -0.5), before which comes the yaw about the vertical.
   */
  private static double[] pose(Motion motion, Layout layout) {
    double cosine = StrictMath.cos(motion.yaw() / 2);
    double sine = StrictMath.sin(motion.yaw() / 2);
    return new double[] {
      motion.x(),
      motion.y(),
      layout.cameraHeight(),
      (cosine + sine) / 2,
      -(cosine + sine) / 2,
      (cosine - sine) / 2,
      (sine - cosine) / 2
    };
  }
}

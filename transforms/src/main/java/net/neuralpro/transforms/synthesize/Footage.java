package net.neuralpro.transforms.synthesize;

import java.io.IOException;
import java.nio.file.Path;
import net.neuralpro.connectors.media.video.FrameRate;
import net.neuralpro.connectors.media.video.GridCoding;
import net.neuralpro.connectors.media.video.GridFormat;
import net.neuralpro.connectors.media.video.RecordingVideoWriter;
import net.neuralpro.connectors.media.video.analysis.Picture;

/** Films a drive, with the faults that a picture can have. */
final class Footage {
  private static final int GOOD_QUANTIZER = 28;
  private static final int POOR_QUANTIZER = 32;

  /** Amplitude of the shaking of a running engine, in 1/1000 of the picture's height. */
  private static final double SHAKE = 1.5;

  private final RecordingPlan recording;
  private final FrameSchedule schedule;
  private final Drive drive;
  private final Frame frame;
  private final Renderer here;
  private final Renderer elsewhere;

  private Footage(RecordingPlan recording, World world, Drive drive) {
    SynthesisPlan plan = recording.plan();
    this.recording = recording;
    this.schedule = new FrameSchedule(recording);
    this.drive = drive;
    this.frame = new Frame(plan.width() / 2, plan.height() / 2);
    this.here = new Renderer(world, frame);
    this.elsewhere =
        new Renderer(new World(world.layout(), recording.random().fork("elsewhere")), frame);
  }

  /** Writes the video into the recording's folder. */
  static void write(RecordingPlan recording, World world, Drive drive, Path folder)
      throws IOException {
    Path video = folder.resolve(recording.videoFile());
    new Footage(recording, world, drive).film(video);
    switch (recording.fault()) {
      case TRUNCATED -> Damage.truncate(video);
      case FLIPPED -> Damage.flip(video, recording.random().fork("damage"));
      default -> {}
    }
  }

  private void film(Path video) throws IOException {
    try (RecordingVideoWriter writer = RecordingVideoWriter.open(video, format())) {
      for (int index = 0; index < schedule.frames(); index++) {
        writer.write(picture(index), schedule.tick(index));
      }
      writer.finish();
    }
  }

  private GridFormat format() {
    SynthesisPlan plan = recording.plan();
    int step = isSmall() ? 2 : 1;
    int quantizer = isSmall() ? POOR_QUANTIZER : GOOD_QUANTIZER;
    return new GridFormat(
        FrameRate.of(plan.framesPerSecond()),
        plan.width() / step,
        plan.height() / step,
        new GridCoding(quantizer, schedule.groupLength()));
  }

  private boolean isSmall() {
    return recording.fault() == Fault.REENCODE;
  }

  private Picture picture(int index) {
    int tick = schedule.seenTick(index);
    long seed = recording.random().fork("shake").fork(tick, 0).nextLong();
    if (schedule.isBlack(index)) {
      frame.blacken();
    } else {
      Motion motion = drive.at(schedule.tickNanos(tick));
      double shake = new Randomness(seed).uniform(-SHAKE, SHAKE);
      Camera camera = new Camera(motion.x(), motion.y(), motion.yaw(), shake);
      (schedule.isElsewhere(index) ? elsewhere : here).render(camera);
    }
    return isSmall() ? frame.smallPicture() : frame.picture(seed);
  }
}

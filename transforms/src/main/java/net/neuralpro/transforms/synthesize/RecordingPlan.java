package net.neuralpro.transforms.synthesize;

import java.util.ArrayList;
import java.util.List;

/**
 * One recording to make.
 *
 * @param name of its folder
 * @param fault what is wrong with it
 * @param index of the recording among all, from 0
 * @param source the index of the recording whose drive this is; its own, but for copies
 * @param plan what holds for all recordings
 */
record RecordingPlan(String name, Fault fault, int index, int source, SynthesisPlan plan) {

  private static final String CLEAN = "clean-";

  /** The recording of which others are copies. */
  static final String FIRST = CLEAN + 1;

  static List<RecordingPlan> of(SynthesisPlan plan) {
    List<RecordingPlan> recordings = new ArrayList<>();
    for (int index = 0; index < plan.recordings(); index++) {
      recordings.add(new RecordingPlan(CLEAN + (index + 1), Fault.NONE, index, index, plan));
    }
    for (Fault fault : plan.faults()) {
      int index = recordings.size();
      int source = fault.isDerived() ? 0 : index;
      recordings.add(new RecordingPlan(fault.recordingName(), fault, index, source, plan));
    }
    return List.copyOf(recordings);
  }

  /** What decides the drive and the world. */
  Randomness random() {
    return new Randomness(plan.seed()).fork(fault.isDerived() ? FIRST : name);
  }

  /** One after the other; but where the picture freezes, the vehicle must not stand. */
  DriveStyle style() {
    return fault == Fault.FREEZE ? DriveStyle.BRAKING : DriveStyle.of(source);
  }

  int seconds() {
    boolean longer = fault == Fault.CUT || fault == Fault.FREEZE;
    return longer ? (plan.seconds() * 4 + 2) / 3 : plan.seconds();
  }

  /** Frames, if none were missing. */
  int ticks() {
    return seconds() * plan.framesPerSecond();
  }

  String videoFile() {
    return fault == Fault.REMUX ? "video.mkv" : "video.mp4";
  }
}

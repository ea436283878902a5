package net.neuralpro.transforms.synthesize;

import java.util.EnumSet;
import java.util.List;

/**
 * Which recordings to make.
 *
 * @param seed decides all that is not in the plan
 * @param recordings clean recordings, 0 to 1000; at least 1 if a fault is a copy of one
 * @param seconds length of each, 4 to 600; those with a cut or freeze are a third longer, so that
 *     enough is left before and after
 * @param width of the pictures, a multiple of 4, 64 to 1920
 * @param height of the pictures, a multiple of 4, 64 to 1080
 * @param framesPerSecond 5 to 60
 * @param faults one more recording is made with each; none twice
 */
public record SynthesisPlan(
    long seed,
    int recordings,
    int seconds,
    int width,
    int height,
    int framesPerSecond,
    List<Fault> faults) {

  public SynthesisPlan {
    faults = List.copyOf(faults);
    check("recordings", recordings, 0, 1000);
    check("seconds", seconds, 4, 600);
    check("width", width, 64, 1920);
    check("height", height, 64, 1080);
    check("frames per second", framesPerSecond, 5, 60);
    if (width % 4 != 0 || height % 4 != 0) {
      throw new IllegalArgumentException(
          "Width and height must be multiples of 4, not " + width + "x" + height);
    }
    EnumSet<Fault> distinct = EnumSet.noneOf(Fault.class);
    distinct.addAll(faults);
    if (distinct.size() < faults.size() || distinct.contains(Fault.NONE)) {
      throw new IllegalArgumentException(
          "Each fault can be asked for once, and no NONE: " + faults);
    }
    if (recordings == 0 && faults.stream().anyMatch(Fault::isDerived)) {
      throw new IllegalArgumentException("Copies need at least one clean recording: " + faults);
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "The " + name + " are " + least + " to " + most + ", not " + value);
    }
  }
}

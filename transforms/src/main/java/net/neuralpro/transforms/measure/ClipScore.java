package net.neuralpro.transforms.measure;

import java.util.Arrays;
import net.neuralpro.schemas.clip.Clip;

/** What has been summed up of one clip. */
final class ClipScore {
  private static final int MEASURES = Measure.values().length;

  private final Clip clip;
  private final double[] sums = new double[MEASURES];
  private final double[] least = new double[MEASURES];
  private final double[] greatest = new double[MEASURES];
  private final long[] sensorRows;
  private long frames;
  private long frozen;
  private long ofPicture;
  private long black;

  ClipScore(Clip clip, int streams) {
    this.clip = clip;
    this.sensorRows = new long[streams];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  Clip clip() {
    return clip;
  }

  /** Adds a frame by its measures, in the order of {@link Measure}. */
  void add(double[] measures) {
    frames++;
    ofPicture++;
    for (int index = 0; index < MEASURES; index++) {
      sums[index] += measures[index];
      least[index] = Math.min(least[index], measures[index]);
      greatest[index] = Math.max(greatest[index], measures[index]);
    }
  }

  /** Ends the picture that the frames since the last end show. */
  void endPicture(boolean isFrozen) {
    frozen += isFrozen ? ofPicture : 0;
    ofPicture = 0;
  }

  void addBlack() {
    black++;
  }

  void addSensorRow(int stream) {
    sensorRows[stream]++;
  }

  long frames() {
    return frames;
  }

  double mean(Measure measure) {
    return frames == 0 ? 0 : sums[measure.ordinal()] / frames;
  }

  double minimum(Measure measure) {
    return frames == 0 ? 0 : least[measure.ordinal()];
  }

  double maximum(Measure measure) {
    return frames == 0 ? 0 : greatest[measure.ordinal()];
  }

  double frozenFraction() {
    return frames == 0 ? 0 : (double) frozen / frames;
  }

  double blackFraction() {
    return frames == 0 ? 0 : (double) black / frames;
  }

  /** The share of the clip's rows in which a stream has a value, 0 to 1. */
  double coverage(int stream) {
    return (double) sensorRows[stream] / clip.rows();
  }

  /** The coverage of the stream that covers least, 0 if there are no streams. */
  double leastCoverage() {
    return (double) Arrays.stream(sensorRows).min().orElse(0) / clip.rows();
  }
}

package net.neuralpro.transforms.measure;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.align.TimelineMerge;
import net.neuralpro.transforms.segment.GridTable;

/**
 * Sums up the frames and the timeline rows of each clip, in one pass over each. A frame belongs to
 * the clip in whose time range it was captured, whether or not the grid shows it.
 */
final class ClipScores {
  private static final Measure[] MEASURES = Measure.values();

  private final List<ClipScore> scores = new ArrayList<>();
  private final List<AlignedStream> streams;
  private final double stillMotion;
  private final long frozenDuration;
  private final double blackDarkFraction;
  private final double blackLuma;
  private int current;
  private long pictureFrames;
  private long pictureStart;
  private long pictureEnd;
  private int pictureClip;

  /**
   * Scores of these clips, before anything is added.
   *
   * @param streams those of the timeline that will be added, none if there is no timeline
   */
  ClipScores(Clips clips, List<AlignedStream> streams, ScoreParameters parameters) {
    this.streams = streams;
    for (Clip clip : clips.clips()) {
      scores.add(new ClipScore(clip, streams.size()));
    }
    stillMotion = parameters.stillMotion().doubleValue();
    frozenDuration =
        parameters.frozenDuration().multiply(BigDecimal.valueOf(Nanos.PER_SECOND)).longValue();
    blackDarkFraction = parameters.blackDarkFraction().doubleValue();
    blackLuma = parameters.blackLuma().doubleValue();
  }

  /** Adds all frames: a table with {@code time_ns} and the columns of {@link Measure}. */
  void addFrames(TableReader frames) throws IOException {
    double[] measures = new double[MEASURES.length];
    int[][] columns = new int[MEASURES.length][];
    for (Optional<Batch> batch = frames.next(); batch.isPresent(); batch = frames.next()) {
      long[] times = batch.get().longs(GridTable.TIME);
      for (int index = 0; index < MEASURES.length; index++) {
        columns[index] = batch.get().integers(MEASURES[index].column());
      }
      for (int row = 0; row < times.length; row++) {
        for (int index = 0; index < MEASURES.length; index++) {
          measures[index] = columns[index][row] / MEASURES[index].scale();
        }
        addFrame(times[row], measures);
      }
    }
    endPicture();
  }

  private void addFrame(long time, double[] measures) {
    if (measures[Measure.MOTION.ordinal()] > stillMotion) {
      endPicture();
    }
    Optional<ClipScore> clip = clipAt(time);
    if (pictureFrames == 0) {
      pictureStart = time;
      pictureClip = current;
    }
    pictureFrames++;
    pictureEnd = time;
    if (clip.isEmpty()) {
      return;
    }
    clip.get().add(measures);
    if (measures[Measure.DARK_FRACTION.ordinal()] >= blackDarkFraction
        && measures[Measure.LUMA_MEAN.ordinal()] <= blackLuma) {
      clip.get().addBlack();
    }
  }

  private Optional<ClipScore> clipAt(long time) {
    while (current < scores.size() && time >= scores.get(current).clip().end()) {
      current++;
    }
    return current < scores.size() && time >= scores.get(current).clip().start()
        ? Optional.of(scores.get(current))
        : Optional.empty();
  }

  /** The frames of one picture, if it stood long enough, are frozen, the first one too. */
  private void endPicture() {
    boolean frozen = pictureEnd - pictureStart >= frozenDuration;
    for (int index = pictureClip; index <= current && index < scores.size(); index++) {
      scores.get(index).endPicture(frozen);
    }
    pictureFrames = 0;
  }

  /** Adds all rows of a timeline. */
  void addTimeline(TableReader timeline) throws IOException {
    for (Optional<Batch> batch = timeline.next(); batch.isPresent(); batch = timeline.next()) {
      int[] clips = batch.get().integers(TimelineMerge.CLIP);
      for (int stream = 0; stream < streams.size(); stream++) {
        boolean[] valid = batch.get().flags(streams.get(stream).validColumn());
        for (int row = 0; row < clips.length; row++) {
          if (valid[row]) {
            scores.get(clips[row]).addSensorRow(stream);
          }
        }
      }
    }
  }

  /** The scores, by clip. */
  List<ClipScore> scores() {
    return scores;
  }
}

package net.neuralpro.transforms.measure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Sums up the measures of frames and the coverage by sensors for each clip.
 *
 * <p>Inputs: {@code clips}, and where there are any, {@code frames}, the measured frames with the
 * columns of {@link Measure}, and {@code timeline}. Output: {@code scores}, by {@link ScoreTable}.
 */
public final class ScoreOperator implements Operator<ScoreParameters> {
  @Override
  public String name() {
    return "score";
  }

  @Override
  public String description() {
    return "Scores clips by what was measured of their frames and by what their sensors cover.";
  }

  @Override
  public Class<ScoreParameters> parameters() {
    return ScoreParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(ScoreParameters parameters, Invocation invocation) throws IOException {
    Clips clips = invocation.read("clips", Clips.class);
    List<AlignedStream> streams = List.of();
    ClipScores scores;
    Optional<Cid> timeline = invocation.optionalInput("timeline");
    if (timeline.isPresent()) {
      try (TableReader rows = invocation.table(timeline.get())) {
        streams = AlignedStream.in(rows.schema());
        scores = new ClipScores(clips, streams, parameters);
        scores.addTimeline(rows);
      }
    } else {
      scores = new ClipScores(clips, streams, parameters);
    }
    Optional<Cid> frames = invocation.optionalInput("frames");
    if (frames.isPresent()) {
      try (TableReader rows = invocation.table(frames.get())) {
        scores.addFrames(rows);
      }
    }
    try (RowAppender table =
        new RowAppender(invocation.createTable("scores", ScoreTable.schema(streams)))) {
      for (ClipScore score : scores.scores()) {
        ScoreTable.append(score, streams.size(), table);
      }
    }
  }
}

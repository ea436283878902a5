package net.neuralpro.transforms.label;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.clip.Events;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Tells how the vehicle moves, and what happens.
 *
 * <p>Input: {@code timeline}, by {@link net.neuralpro.transforms.align.TimelineMerge}. Outputs:
 * {@code labels}, by {@link LabelTable}, row for row those of the timeline, and {@code events}, the
 * {@link Events}.
 */
public final class LabelOperator implements Operator<LabelParameters> {
  @Override
  public String name() {
    return "label";
  }

  @Override
  public String description() {
    return "Tells speed, acceleration, yaw rate and curvature of every row, and events.";
  }

  @Override
  public Class<LabelParameters> parameters() {
    return LabelParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(LabelParameters parameters, Invocation invocation) throws IOException {
    List<Event> events = new ArrayList<>();
    try (TableReader timeline = invocation.table(invocation.input("timeline"));
        RowAppender labels = new RowAppender(invocation.createTable("labels", LabelTable.SCHEMA))) {
      TimelineClips clips = new TimelineClips(timeline);
      for (Optional<TimelineClip> clip = clips.next(); clip.isPresent(); clip = clips.next()) {
        Motion motion = Motion.of(clip.get(), parameters);
        LabelTable.append(clip.get(), motion, labels);
        events.addAll(EventDetector.events(clip.get(), motion, parameters));
      }
    }
    invocation.output("events", new Events(events));
  }
}

package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.clip.Events;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.measure.ScoreTable;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code write-clips}. In: {@code plan}, the {@link FilePlan} of a bucket. Out: {@code
 * clips}, a row per episode with its scores, split and cluster, and {@code events}, a row per
 * event, both Parquet.
 */
public final class WriteClipsOperator implements Operator<NoParameters> {
  private static final String EVENTS = "label/events";

  @Override
  public String name() {
    return "write-clips";
  }

  @Override
  public String description() {
    return "Writes the scores, clusters, splits and events of episodes.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    FilePlan plan = FilePlan.read(invocation.files(), invocation.input("plan"));
    ContentWriter clips = invocation.files().create();
    try (ClipRows scores =
            new ClipRows(invocation, (batch, row) -> batch.integers(ScoreTable.CLIP)[row]);
        RowAppender rows = new RowAppender(parquet(ClipTable.SCHEMA, clips))) {
      for (EpisodeSource episode : plan.episodes()) {
        ClipTable.append(episode, scores, rows);
      }
    }
    invocation.output("clips", clips.cid());
    ContentWriter events = invocation.files().create();
    try (RowAppender rows = new RowAppender(parquet(EventTable.SCHEMA, events))) {
      for (EpisodeSource episode : plan.episodes()) {
        for (Event event : events(episode, invocation)) {
          if (event.clip() == episode.clip().index()) {
            EventTable.append(episode, event, rows);
          }
        }
      }
    }
    invocation.output("events", events.cid());
  }

  private static ParquetTableWriter parquet(TableSchema schema, ContentWriter file)
      throws IOException {
    return new ParquetTableWriter(schema, ParquetLayout.RANDOM_ACCESS, Map.of(), file);
  }

  private static List<Event> events(EpisodeSource episode, Invocation invocation)
      throws IOException {
    Cid events = episode.values().get(EVENTS);
    return events == null ? List.of() : invocation.read(events, Events.class).events();
  }
}

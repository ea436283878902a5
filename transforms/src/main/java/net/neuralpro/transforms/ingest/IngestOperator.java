package net.neuralpro.transforms.ingest;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.media.recording.RecordingReader;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.RecordingFiles;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code ingest}. In: {@code files}, {@link RecordingFiles}. Out: {@code recording}, a
 * {@link RecordingDescription}; {@code series/NAME}, a table for each sensor stream, in the order
 * of its file; where there is a video, {@code video}, its file; where there are frames, {@code
 * frames}, their times by presentation.
 */
public final class IngestOperator implements Operator<IngestParameters> {
  /** The columns of output {@code frames}. */
  public static final TableSchema FRAMES =
      TableSchema.of(
          Column.of("time_ns", ColumnType.INT64, "ns", "Time on the recording's clock."),
          Column.of("key", ColumnType.BOOLEAN, "", "Whether decoding can begin here."),
          Column.of("size", ColumnType.INT32, "By", "Bytes of the packet, 0 where it has none."));

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String description() {
    return "Reads the containers and logs of a recording, without decoding, onto one clock.";
  }

  @Override
  public Class<IngestParameters> parameters() {
    return IngestParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.FOREIGN;
  }

  @Override
  public void apply(IngestParameters parameters, Invocation invocation) throws IOException {
    RecordingFiles recording = invocation.read("files", RecordingFiles.class);
    StoredFileSet files = new StoredFileSet(invocation.files(), recording.streams());
    RecordingDescription description;
    try (SeriesTables series = new SeriesTables(invocation);
        FrameTable frames = new FrameTable(invocation)) {
      description =
          RecordingReader.read(files, new ParquetTables(), series, frames, parameters.placeCell());
    }
    Optional<String> video = RecordingReader.mainVideo(files);
    if (video.isPresent()) {
      invocation.output("video", files.stream(video.get()).cid());
    }
    invocation.output("recording", description);
  }
}

package net.neuralpro.transforms.decode;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.media.video.DecodeReport;
import net.neuralpro.connectors.media.video.DecodedFrame;
import net.neuralpro.connectors.media.video.MediaException;
import net.neuralpro.connectors.media.video.VideoDecoder;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.operators.ContentSource;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code decode}. In: {@code video}, a video file. Out: {@code frames}, a row per decoded
 * frame in order of presentation; {@code summary}, a {@link DecodedVideo}.
 */
public final class DecodeOperator implements Operator<NoParameters> {
  /** The column of {@code frames}. */
  public static final String TIME = "time_ns";

  private static final TableSchema FRAMES =
      TableSchema.of(Column.of(TIME, ColumnType.INT64, "ns", "When it is shown."));

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String description() {
    return "Decodes every frame of a video: when each is shown, their size, and what is damaged.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.FOREIGN;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    try (VideoDecoder decoder = VideoDecoder.open(ContentSource.of(invocation, "video"));
        RowAppender frames = new RowAppender(invocation.createTable("frames", FRAMES))) {
      invocation.output("summary", decode(decoder, frames));
    } catch (MediaException e) {
      throw new RejectedInputException(
          Finding.error(e.rule(), e.place(), String.valueOf(e.getMessage())));
    }
  }

  private static DecodedVideo decode(VideoDecoder decoder, RowAppender frames) throws IOException {
    int width = 0;
    int height = 0;
    Optional<Finding> resized = Optional.empty();
    for (Optional<DecodedFrame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
      try (DecodedFrame frame = next.get()) {
        if (frame.index() == 0) {
          width = frame.width();
          height = frame.height();
        } else if (resized.isEmpty() && (frame.width() != width || frame.height() != height)) {
          resized = Optional.of(resized(frame));
        }
        frames.set(0, frame.presentationNanos()).endRow();
      }
    }
    DecodeReport report = decoder.report();
    Optional<Finding> damaged =
        report.faults().stream()
            .findFirst()
            .map(fault -> Finding.error(fault.rule(), fault.place(), fault.message()));
    return new DecodedVideo(
        width,
        height,
        report.frames(),
        report.faultCount() + resized.stream().count(),
        damaged.isPresent() ? damaged : resized);
  }

  private static Finding resized(DecodedFrame frame) {
    return Finding.error(
        "MEDIA-SIZE",
        "video, frame " + frame.index(),
        "The pictures change to %dx%d".formatted(frame.width(), frame.height()));
  }
}

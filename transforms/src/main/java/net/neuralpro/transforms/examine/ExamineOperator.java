package net.neuralpro.transforms.examine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.ExaminationSettings;
import net.neuralpro.connectors.media.video.FrameRate;
import net.neuralpro.connectors.media.video.GridCoding;
import net.neuralpro.connectors.media.video.GridFormat;
import net.neuralpro.connectors.media.video.MediaException;
import net.neuralpro.connectors.media.video.VideoExamination;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.recording.ExaminationSummary;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.operators.ContentSource;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;
import net.neuralpro.transforms.segment.GridTable;

/**
 * Operator {@code examine}. In: {@code video}, a video file. Out: {@code frames}, a row per decoded
 * frame ({@link FrameRows}); {@code grid}, a row per frame of the grid video ({@link GridTable});
 * {@code video}, the grid video; {@code summary}, an {@link ExaminationSummary}.
 */
public final class ExamineOperator implements Operator<ExamineParameters> {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  @Override
  public String name() {
    return "examine";
  }

  @Override
  public String description() {
    return "Decodes a video once: measures every frame, finds cuts and gaps, and encodes the grid"
        + " video that clips are taken from.";
  }

  @Override
  public Class<ExamineParameters> parameters() {
    return ExamineParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.FOREIGN;
  }

  @Override
  public void apply(ExamineParameters settings, Invocation invocation) throws IOException {
    ByteSource video = ContentSource.of(invocation, "video");
    Path scratch = Files.createTempFile("grid", ".rows");
    try {
      examine(settings, invocation, video, scratch);
    } catch (MediaException e) {
      throw new RejectedInputException(
          Finding.error(e.rule(), e.place(), String.valueOf(e.getMessage())));
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  private static void examine(
      ExamineParameters settings, Invocation invocation, ByteSource video, Path scratch)
      throws IOException {
    ExaminationSettings examination =
        new ExaminationSettings(
            FrameRate.of(settings.framesPerSecond()),
            PictureSizes.choose(video, settings.shortSide(), settings.sizes()),
            new GridCoding(settings.quantizer(), settings.groupLength()),
            settings.thresholds(),
            settings.gap() * NANOS_PER_MILLISECOND);
    ContentWriter gridVideo = invocation.files().create();
    net.neuralpro.connectors.media.video.ExaminationSummary summary;
    try (gridVideo;
        FrameRows frames = new FrameRows(invocation.createTable("frames", FrameRows.SCHEMA));
        GridRows grid = new GridRows(invocation.createTable("grid", GridTable.SCHEMA));
        PictureRows pictures =
            new PictureRows(invocation.createTable("pictures", PictureTable.SCHEMA))) {
      summary =
          VideoExamination.examine(
              video, examination, scratch, new Tables(frames, grid, pictures), gridVideo);
    }
    invocation.output("video", gridVideo.cid());
    invocation.output("summary", summary(summary, examination.rate()));
  }

  private static ExaminationSummary summary(
      net.neuralpro.connectors.media.video.ExaminationSummary found, FrameRate rate) {
    return new ExaminationSummary(
        found.stream().codec(),
        found.stream().picture().map(picture -> picture.width()).orElse(0),
        found.stream().picture().map(picture -> picture.height()).orElse(0),
        found.decoding().packets(),
        found.decoding().frames(),
        found.decoding().faultCount(),
        found.decoding().faults().stream()
            .map(fault -> Finding.error(fault.rule(), fault.place(), fault.message()))
            .toList(),
        found.cuts(),
        found.gaps(),
        found.rows(),
        found.format().map(GridFormat::width).orElse(0),
        found.format().map(GridFormat::height).orElse(0),
        rate.frames(),
        rate.seconds());
  }
}

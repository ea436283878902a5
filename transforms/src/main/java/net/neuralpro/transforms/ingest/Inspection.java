package net.neuralpro.transforms.ingest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.media.files.FileSet;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.FileRole;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.media.recording.RecordingReader;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * What a file or folder holds, by the readers that {@code ingest} uses. It can be written as
 * DAG-JSON.
 *
 * @param recordings by name
 * @param findings about what is in no recording, sorted
 */
public record Inspection(List<Entry> recordings, List<Finding> findings) {
  /** The cell size by which places are told: 1.1 km or less. */
  private static final BigDecimal CELL = new BigDecimal("0.01");

  public Inspection {
    recordings = List.copyOf(recordings);
    findings = List.copyOf(findings);
  }

  /**
   * One recording.
   *
   * @param name its path among what was given
   * @param files the paths of its files
   * @param bytes of all its files
   * @param description what it holds, unless it was rejected
   * @param frameGaps how even its frames are, if it has any
   * @param rejections why it cannot be read, if so
   */
  public record Entry(
      String name,
      List<String> files,
      long bytes,
      Optional<RecordingDescription> description,
      Optional<FrameGaps> frameGaps,
      List<Finding> rejections) {
    public Entry {
      files = List.copyOf(files);
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * How even the frames are.
   *
   * @param gaps intervals longer than one and a half times the usual one
   * @param longest nanoseconds
   */
  public record FrameGaps(long gaps, long longest) {}

  /** Inspects a file or folder; payloads without their container are read, unlike in a folder. */
  public static Inspection of(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (FileRole.of(name) == FileRole.PAYLOADS && Files.isRegularFile(path)) {
      DiscoveredRecording.Member member =
          new DiscoveredRecording.Member(name, path, FileRole.PAYLOADS);
      return new Inspection(
          List.of(entry(new DiscoveredRecording(name, List.of(member)))), List.of());
    }
    RecordingDiscovery.Discovery discovery = RecordingDiscovery.discover(List.of(path));
    List<Entry> entries = new ArrayList<>();
    for (DiscoveredRecording recording : discovery.recordings()) {
      entries.add(entry(recording));
    }
    return new Inspection(entries, discovery.findings());
  }

  private static Entry entry(DiscoveredRecording recording) throws IOException {
    FileSet files = recording.fileSet();
    List<String> paths = List.copyOf(files.sizes().keySet());
    long bytes = files.sizes().values().stream().mapToLong(Long::longValue).sum();
    GapCounter gaps = new GapCounter();
    try {
      RecordingDescription description =
          RecordingReader.read(files, new ParquetTables(), new NoSeries(), gaps, CELL);
      return new Entry(
          recording.name(), paths, bytes, Optional.of(description), gaps.result(), List.of());
    } catch (RejectedInputException e) {
      return new Entry(
          recording.name(), paths, bytes, Optional.empty(), Optional.empty(), e.findings());
    }
  }

  /** The report for a person, a line for each thing. */
  public String render() {
    return InspectionText.of(this);
  }

  private static final class NoSeries implements SampleSink {
    @Override
    public void sample(String stream, SensorKind kind, long timeNanos, double... values) {}

    @Override
    public void finding(Finding finding) {}
  }

  /** Counts intervals that are longer than the usual one, which follows the others slowly. */
  private static final class GapCounter implements FrameSink {
    private static final long NEVER = Long.MIN_VALUE;

    private long last = NEVER;
    private long usual;
    private long frames;
    private long gaps;
    private long longest;

    @Override
    public void frame(Frame frame) {
      if (last != NEVER) {
        long interval = frame.timeNanos() - last;
        longest = Math.max(longest, interval);
        if (usual > 0 && interval > usual + usual / 2) {
          gaps++;
        } else {
          usual = usual == 0 ? interval : usual + (interval - usual) / 8;
        }
      }
      last = frame.timeNanos();
      frames++;
    }

    Optional<FrameGaps> result() {
      return frames == 0 ? Optional.empty() : Optional.of(new FrameGaps(gaps, longest));
    }
  }
}

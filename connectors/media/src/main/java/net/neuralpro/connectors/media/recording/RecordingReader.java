package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.connectors.media.comma2k19.Comma2k19Segment;
import net.neuralpro.connectors.media.files.FileSet;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.connectors.media.telemetry.CsvTable;
import net.neuralpro.connectors.media.telemetry.DjiSubtitleReader;
import net.neuralpro.connectors.media.telemetry.GpxReader;
import net.neuralpro.connectors.media.telemetry.SensorMapping;
import net.neuralpro.connectors.media.telemetry.SensorTableReader;
import net.neuralpro.connectors.media.telemetry.SensorUnits;
import net.neuralpro.connectors.media.telemetry.gpmf.GpmfRawFile;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.RecordingClock;
import net.neuralpro.schemas.recording.RecordingDeclaration;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.TableReader;

/**
 * Reads all files of a recording once, without decoding, onto one clock: that of its video where it
 * has one (MEDIA), else that of its logs. UTC times are put onto the video's clock by the instant
 * at which the video begins: what the declaration says of it, else the first satellite fix in the
 * video, else, coarsely, the container's creation time.
 *
 * <p>A video that cannot be opened, a declaration that is wrong or a comma2k19 log that cannot be
 * read rejects the recording; any other sensor file that cannot be read is an error among the
 * findings, and the others are read.
 */
public final class RecordingReader {
  private static final String DEFAULT_CAMERA = "front";

  private final FileSet files;
  private final TableOpener tables;
  private final FrameSink frames;
  private final RecordingSink sink;
  private final List<RecordingDescription.Video> videos = new ArrayList<>();
  private final Set<String> used = new TreeSet<>();
  private Optional<RecordingDeclaration> declaration = Optional.empty();
  private Optional<Device> device = Optional.empty();
  private OptionalLong utcOfZero = OptionalLong.empty();
  private Optional<String> creationTime = Optional.empty();
  private RecordingClock.Kind clock = RecordingClock.Kind.MEDIA;

  private RecordingReader(FileSet files, TableOpener tables, FrameSink frames, RecordingSink sink) {
    this.files = files;
    this.tables = tables;
    this.frames = frames;
    this.sink = sink;
  }

  /**
   * Reads a recording.
   *
   * @param tables opens tables other than CSV
   * @param series takes the samples, stream names unique in the recording
   * @param frames takes the frames of the main video, or those that a log tells
   * @param cellSize degrees, at most nine decimals: that of the cells that places are told by
   * @throws RejectedInputException if the video or the declaration cannot be read
   */
  public static RecordingDescription read(
      FileSet files, TableOpener tables, SampleSink series, FrameSink frames, BigDecimal cellSize)
      throws IOException {
    return new RecordingReader(files, tables, frames, new RecordingSink(series, cellSize)).read();
  }

  /** The path of the video that frames are taken from, if there is one. */
  public static Optional<String> mainVideo(FileSet files) throws IOException {
    Optional<String> declared =
        declaration(files).flatMap(RecordingDeclaration::video).map(video -> video.file());
    return declared.isPresent()
        ? declared
        : files.sizes().keySet().stream()
            .filter(path -> FileRole.of(path) == FileRole.VIDEO)
            .findFirst();
  }

  private static Optional<RecordingDeclaration> declaration(FileSet files) throws IOException {
    String name = RecordingDeclaration.FILE_NAME;
    if (!files.sizes().containsKey(name)) {
      return Optional.empty();
    }
    try (InputStream in = stream(files.source(name))) {
      return Optional.of(DeclarationReader.read(name, in));
    }
  }

  private static InputStream stream(ByteSource source) throws IOException {
    return Channels.newInputStream(source.open());
  }

  private RecordingDescription read() throws IOException {
    declaration = declaration(files);
    used.add(RecordingDeclaration.FILE_NAME);
    declaration
        .flatMap(RecordingDeclaration::clock)
        .flatMap(RecordingDeclaration.Clock::utcOfZero)
        .ifPresent(instant -> utcOfZero = OptionalLong.of(nanos(instant)));
    video();
    if (videos.isEmpty()) {
      clock = clockOfLogs();
    }
    if (Comma2k19Segment.isIn(files.sizes().keySet(), "")) {
      segment();
    }
    if (declaration.isPresent()) {
      declaredSensors(declaration.get());
    } else {
      for (String path : files.sizes().keySet()) {
        telemetry(path, FileRole.of(path));
      }
    }
    tellUnused();
    Optional<Device> declaredDevice = declaration.flatMap(RecordingDeclaration::device);
    return new RecordingDescription(
        declaredDevice.isPresent() ? declaredDevice : device,
        new RecordingClock(
            clock,
            clock == RecordingClock.Kind.UTC
                ? Optional.of(0L)
                : utcOfZero.isPresent() ? Optional.of(utcOfZero.getAsLong()) : Optional.empty()),
        videos,
        sink.sensors(),
        sink.cells(),
        declaration.flatMap(RecordingDeclaration::licence),
        declaration.flatMap(RecordingDeclaration::consent),
        sink.findings());
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  private void video() throws IOException {
    Optional<String> main = mainVideo(files);
    if (main.isEmpty()) {
      return;
    }
    String path = main.get();
    requireThere(path);
    used.add(path);
    String camera =
        declaration
            .flatMap(RecordingDeclaration::video)
            .flatMap(RecordingDeclaration.Video::camera)
            .orElse(DEFAULT_CAMERA);
    VideoFileReader.Contents contents =
        VideoFileReader.read(files.source(path), camera, sink.of(path, 0), frames);
    videos.add(contents.video());
    device = contents.device();
    creationTime = contents.creationTime();
    if (utcOfZero.isEmpty()) {
      utcOfZero = contents.utcOfZero();
    }
  }

  private void requireThere(String path) throws RejectedInputException {
    if (!files.sizes().containsKey(path)) {
      throw new RejectedInputException(
          Finding.error(
              "RECORDING-YAML-FILE",
              RecordingDeclaration.FILE_NAME,
              "Cannot find '" + path + "' among the recording's files"));
    }
  }

  /** Without a video the logs' own clock is kept. */
  private RecordingClock.Kind clockOfLogs() {
    if (declaration.isPresent()) {
      return declaration
          .flatMap(RecordingDeclaration::clock)
          .map(RecordingDeclaration.Clock::name)
          .orElse(RecordingClock.Kind.MEDIA);
    }
    if (Comma2k19Segment.isIn(files.sizes().keySet(), "")) {
      return RecordingClock.Kind.BOOT;
    }
    boolean tracksOnly =
        files.sizes().keySet().stream().allMatch(path -> FileRole.of(path) == FileRole.TRACK);
    return tracksOnly ? RecordingClock.Kind.UTC : RecordingClock.Kind.MEDIA;
  }

  private void segment() throws IOException {
    FrameSink segmentFrames = videos.isEmpty() ? frames : frame -> {};
    OptionalLong utc = Comma2k19Segment.read(files, "", path -> sink.of(path, 0), segmentFrames);
    if (utcOfZero.isEmpty()) {
      utcOfZero = utc;
    }
    files.sizes().keySet().stream()
        .filter(path -> path.startsWith("global_pos") || path.startsWith("processed_log/"))
        .forEach(used::add);
  }

  private void telemetry(String path, FileRole role) throws IOException {
    boolean known =
        role == FileRole.SUBTITLES || role == FileRole.TRACK || role == FileRole.PAYLOADS;
    if (!known || !used.add(path)) {
      return;
    }
    OptionalLong zero = role == FileRole.TRACK ? zeroOfUtc(path) : OptionalLong.of(0);
    if (zero.isEmpty()) {
      return;
    }
    SampleSink target = sink.of(path, zero.getAsLong());
    try (InputStream in = stream(files.source(path))) {
      switch (role) {
        case SUBTITLES -> DjiSubtitleReader.read(path, in, target);
        case TRACK -> GpxReader.read(path, in, target);
        default -> {
          Optional<String> model = GpmfRawFile.read(path, in, target).device();
          device = device.or(() -> model.map(Device::ofModel));
        }
      }
    } catch (RejectedInputException e) {
      e.findings().forEach(sink::found);
    }
  }

  /** UTC at zero of the recording's clock, in nanoseconds, or empty and a finding. */
  private OptionalLong zeroOfUtc(String path) {
    if (clock == RecordingClock.Kind.UTC) {
      return OptionalLong.of(0);
    }
    if (utcOfZero.isPresent()) {
      return utcOfZero;
    }
    Optional<Instant> created = creationTime.flatMap(RecordingReader::instant);
    if (created.isPresent()) {
      sink.found(
          Finding.warning(
              "INGEST-CLOCK-COARSE",
              path,
              "Its times are tied to the video by the container's creation time "
                  + created.get()
                  + ", which is coarse; give clock.utc_of_zero in a recording.yaml"));
      return OptionalLong.of(nanos(created.get()));
    }
    sink.found(
        Finding.warning(
            "INGEST-CLOCK-UNKNOWN",
            path,
            "Its times cannot be tied to the video and are left out; give clock.utc_of_zero in a"
                + " recording.yaml"));
    return OptionalLong.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      Instant instant = Instant.parse(text);
      return instant.getEpochSecond() > 0 && instant.getEpochSecond() < 4_000_000_000L
          ? Optional.of(instant)
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void declaredSensors(RecordingDeclaration declared) throws IOException {
    RecordingClock.Kind logs =
        declared.clock().map(RecordingDeclaration.Clock::name).orElse(RecordingClock.Kind.MEDIA);
    for (RecordingDeclaration.Sensor sensor : declared.sensors()) {
      requireThere(sensor.file());
      if (sensor.kind().isEmpty()) {
        declaredFile(sensor.file());
        continue;
      }
      used.add(sensor.file());
      OptionalLong zero =
          logs == RecordingClock.Kind.UTC ? zeroOfUtc(sensor.file()) : OptionalLong.of(0);
      if (zero.isPresent()) {
        table(sensor, sink.of(sensor.file(), zero.getAsLong()));
      }
    }
  }

  private void declaredFile(String path) throws IOException {
    FileRole role = FileRole.of(path);
    if (role == FileRole.SUBTITLES || role == FileRole.TRACK || role == FileRole.PAYLOADS) {
      telemetry(path, role);
    } else {
      used.add(path);
      sink.found(
          Finding.error(
              "RECORDING-YAML-MISSING",
              path,
              "A sensor file of this kind needs 'kind', 'time' and 'columns' in the declaration"));
    }
  }

  private void table(RecordingDeclaration.Sensor sensor, SampleSink target) throws IOException {
    SensorMapping mapping = mapping(sensor);
    try (TableReader table = open(sensor.file(), mapping.sources())) {
      SensorTableReader.read(sensor.file(), table, mapping, target);
    } catch (RejectedInputException e) {
      e.findings().forEach(sink::found);
    }
  }

  private TableReader open(String path, List<String> columns) throws IOException {
    ByteSource source = files.source(path);
    return path.toLowerCase(Locale.ROOT).endsWith(".csv")
        ? new CsvTable(path, stream(source), columns)
        : tables.open(source, columns);
  }

  private static SensorMapping mapping(RecordingDeclaration.Sensor sensor) {
    SensorKind kind = sensor.kind().orElseThrow();
    List<SensorMapping.Column> columns = new ArrayList<>();
    for (Map.Entry<String, String> column : sensor.columns().entrySet()) {
      String target = column.getKey();
      String unit =
          Optional.ofNullable(sensor.units().get(target))
              .or(sensor::unit)
              .orElse(SensorUnits.target(kind, target));
      columns.add(
          new SensorMapping.Column(
              target, column.getValue(), SensorUnits.factor(kind, target, unit).orElseThrow()));
    }
    RecordingDeclaration.Time time = sensor.time().orElseThrow();
    return new SensorMapping(
        sensor.name().orElse(kind.toString()), kind, time.column(), time.unit(), columns);
  }

  private void tellUnused() {
    for (String path : files.sizes().keySet()) {
      FileRole role = FileRole.of(path);
      if (used.contains(path) || role == FileRole.TEXT || role == FileRole.MANIFEST) {
        continue;
      }
      sink.found(
          Finding.notice("INGEST-UNUSED", path, "The file belongs to the recording, unread"));
    }
  }
}

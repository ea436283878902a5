package net.neuralpro.pipelines.flows.sanitise;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.files.FileSet;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.media.recording.RecordingReader;
import net.neuralpro.connectors.media.recording.TableOpener;
import net.neuralpro.connectors.media.video.MediaException;
import net.neuralpro.connectors.media.video.StreamTrimmer;
import net.neuralpro.connectors.media.video.TrimmedVideo;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Makes a copy of a recording that shows nothing of hidden places and of a trip's ends: the video's
 * pictures of one stretch of time, still coded, without sound, data tracks and tags; the sensors'
 * samples of the same stretch as CSV; a {@code recording.yaml}. Where hiding leaves several
 * stretches, the longest is kept, since pieces side by side would draw the outline of what they
 * leave out. It begins and ends with whole groups of pictures, and its times begin at 0.
 *
 * <p>Rules: SANITISE-ALL-HIDDEN (nothing is left), SANITISE-NO-POSITION (a place is to be hidden
 * from a recording that does not tell its own), SANITISE-CLOCK (positions are not tied to the video
 * closely enough), SANITISE-POSITIONS (too many changes), SANITISE-EXISTS, SANITISE-VIDEO and
 * MEDIA-… (the video cannot be cut).
 */
public final class Sanitiser {
  private static final BigDecimal CELL = BigDecimal.ONE;
  private static final String VIDEO = "video.mp4";
  private static final SampleSink NOBODY =
      new PositionSink() {
        @Override
        void position(String stream, long time, double latitude, double longitude, Trust trust) {}
      };

  /**
   * What was made.
   *
   * @param recording the copy
   * @param kept the stretch of the original's clock that it shows
   * @param original the span of the original's frames, or samples
   */
  public record Sanitised(DiscoveredRecording recording, TimeRange kept, TimeRange original) {}

  private final TableOpener tables;
  private final List<HiddenPlace> places;
  private final Optional<TripEnds> ends;

  /**
   * @param tables opens tables other than CSV
   * @param places what to hide
   * @param ends what to take off
   */
  public Sanitiser(TableOpener tables, List<HiddenPlace> places, Optional<TripEnds> ends) {
    this.tables = tables;
    this.places = List.copyOf(places);
    this.ends = ends;
  }

  /**
   * Makes the copy.
   *
   * @param target the folder to make; it appears whole or not at all
   * @throws RejectedInputException if nothing is left or it cannot be done safely
   */
  public Sanitised sanitise(DiscoveredRecording recording, Path target) throws IOException {
    if (Files.exists(target)) {
      throw rejected("SANITISE-EXISTS", target.toString(), "Cannot write there: it exists already");
    }
    FileSet files = recording.fileSet();
    RecordingDescription description = read(files, NOBODY);
    TimeRange whole = span(description, recording.name());
    List<HiddenPlace> circles = circles(files, whole);
    TimeRange kept = kept(files, description, whole, circles, recording.name());
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(temporary);
      TimeRange shown = write(files, description, kept, temporary);
      requireHidden(temporary, circles, recording.name());
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return new Sanitised(found(target), shown, whole);
    } finally {
      remove(temporary);
    }
  }

  private RecordingDescription read(FileSet files, SampleSink sink) throws IOException {
    return RecordingReader.read(files, tables, sink, frame -> {}, CELL);
  }

  /** The time of the frames; of the samples where there is no video. */
  private static TimeRange span(RecordingDescription description, String name)
      throws RejectedInputException {
    Stream<Optional<Long>> ends =
        description.videos().isEmpty()
            ? description.sensors().stream()
                .flatMap(sensor -> Stream.of(sensor.firstTime(), sensor.lastTime()))
            : description.videos().stream()
                .flatMap(video -> Stream.of(video.firstTime(), video.lastTime()));
    LongSummaryStatistics times =
        ends.flatMap(Optional::stream).mapToLong(Long::longValue).summaryStatistics();
    if (times.getCount() == 0) {
      throw rejected("SANITISE-ALL-HIDDEN", name, "There is no frame and no sample to keep");
    }
    return new TimeRange(times.getMin(), times.getMax() + 1);
  }

  private TimeRange kept(
      FileSet files,
      RecordingDescription description,
      TimeRange whole,
      List<HiddenPlace> circles,
      String name)
      throws IOException {
    Stretches wanted = new Stretches();
    long off = ends.orElse(null) instanceof TripEnds.Time time ? time.nanos() : 0;
    wanted.add(whole.start() + off, whole.end() - off);
    Stretches hidden = new Stretches();
    if (!places.isEmpty() || isByDistance()) {
      requirePositions(description, circles, name);
      VisibleTimes visible = new VisibleTimes(circles);
      read(files, visible);
      long before = whole.start();
      for (TimeRange range : visible.stretches()) {
        hidden.add(before, range.start());
        before = range.end();
      }
      hidden.add(before, whole.end());
    }
    return Stretches.longest(wanted.without(hidden, 0))
        .orElseThrow(
            () ->
                rejected(
                    "SANITISE-ALL-HIDDEN",
                    name,
                    "Nothing is left: all of it lies within what is hidden or trimmed; perhaps hide"
                        + " a smaller circle, or leave this recording out"));
  }

  private boolean isByDistance() {
    return ends.orElse(null) instanceof TripEnds.Distance;
  }

  /** The places to hide, and those where the trip begins and ends if so much is taken off. */
  private List<HiddenPlace> circles(FileSet files, TimeRange whole) throws IOException {
    List<HiddenPlace> circles = new ArrayList<>(places);
    if (ends.orElse(null) instanceof TripEnds.Distance distance) {
      FirstAndLast trip = new FirstAndLast(whole);
      read(files, trip);
      trip.places().forEach(place -> circles.add(new HiddenPlace(place, distance.metres())));
    }
    return circles;
  }

  private static void requirePositions(
      RecordingDescription description, List<HiddenPlace> circles, String name)
      throws RejectedInputException {
    boolean coarse =
        description.findings().stream()
            .anyMatch(finding -> finding.rule().value().startsWith("INGEST-CLOCK-"));
    if (coarse && !description.videos().isEmpty()) {
      throw rejected(
          "SANITISE-CLOCK",
          name,
          "Cannot hide a place in it: its positions are not tied closely to the video; give"
              + " clock.utc_of_zero in a recording.yaml");
    }
    boolean positioned =
        !circles.isEmpty()
            && description.sensors().stream().anyMatch(sensor -> isPosition(sensor.kind()));
    if (!positioned) {
      throw rejected(
          "SANITISE-NO-POSITION",
          name,
          "Cannot hide a place in it: it does not tell where it is; perhaps trim its ends by time,"
              + " or leave it out");
    }
  }

  private static boolean isPosition(SensorKind kind) {
    return kind == SensorKind.GNSS || kind == SensorKind.POSITION;
  }

  /** Writes the copy, and tells which stretch it shows. */
  private TimeRange write(
      FileSet files, RecordingDescription description, TimeRange kept, Path folder)
      throws IOException {
    TimeRange shown = kept;
    Optional<String> video = Optional.empty();
    if (!description.videos().isEmpty()) {
      shown = video(files, description.videos().get(0).file(), kept, folder.resolve(VIDEO));
      video = Optional.of(VIDEO);
    }
    SensorLogs logs = new SensorLogs(folder, shown, description.sensors());
    try (logs) {
      read(files, logs);
    }
    DeclarationFile.write(folder, description, shown.start(), video, logs.logs());
    return shown;
  }

  private static TimeRange video(FileSet files, String path, TimeRange kept, Path target)
      throws IOException {
    try {
      TrimmedVideo trimmed =
          StreamTrimmer.trim(files.source(path), kept.start(), kept.end(), target);
      return new TimeRange(trimmed.startNanos(), Math.min(trimmed.endNanos(), kept.end()));
    } catch (MediaException e) {
      throw rejected(e.rule(), e.place(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw rejected("SANITISE-VIDEO", path, "Its pictures cannot be cut out: " + e.getMessage());
    }
  }

  /** Reads the copy back: a mistake of this program must not give away what it was to hide. */
  private void requireHidden(Path folder, List<HiddenPlace> circles, String name)
      throws IOException {
    VisibleTimes shown = new VisibleTimes(circles);
    read(found(folder).fileSet(), shown);
    if (shown.met()) {
      throw new IllegalStateException("The sanitised copy of " + name + " shows a hidden place");
    }
  }

  private static DiscoveredRecording found(Path folder) throws IOException {
    return RecordingDiscovery.discover(List.of(folder)).recordings().get(0);
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static RejectedInputException rejected(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }
}

package net.neuralpro.connectors.media.video;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import net.neuralpro.connectors.media.video.analysis.FrameAnalysis;
import net.neuralpro.connectors.media.video.analysis.FrameMeasures;
import net.neuralpro.connectors.media.video.analysis.ShotDetector;
import org.jspecify.annotations.Nullable;

/**
 * The one pass over a video: every frame is decoded once, measured, put into a shot, and shown on
 * the grid where a row falls on it. A few frames are held until their shot is decided; nothing
 * grows with the length of the video but the grid video's scratch file and four bytes a row.
 */
public final class VideoExamination {

  private final ExaminationSettings settings;
  private final ExaminationListener listener;
  private final VideoDecoder decoder;
  private final GridWriter grid;
  private final PictureReader pictures;
  private final ShotDetector detector;
  private final Deque<Pending> undecided = new ArrayDeque<>();
  private @Nullable FrameAnalysis analysis;
  private long newestTime;
  private int shot = -1;
  private long cuts;
  private long gaps;

  private VideoExamination(
      ExaminationSettings settings,
      ExaminationListener listener,
      VideoDecoder decoder,
      GridWriter grid,
      PictureReader pictures) {
    this.settings = settings;
    this.listener = listener;
    this.decoder = decoder;
    this.grid = grid;
    this.pictures = pictures;
    this.detector = new ShotDetector(settings.thresholds());
  }

  /**
   * Examines a video.
   *
   * @param scratch a file for the coded rows; written over, and deleted at the end
   * @param gridVideo takes the grid video when all frames are through; nothing if there were none
   * @throws MediaException MEDIA-OPEN, MEDIA-STREAMS, MEDIA-NO-VIDEO, MEDIA-CODEC if it is no video
   *     that can be decoded, MEDIA-SIZE if its pictures are too small, MEDIA-SCALE, MEDIA-ENCODE,
   *     MEDIA-MEMORY; damage further on is in the summary
   */
  public static ExaminationSummary examine(
      ByteSource video,
      ExaminationSettings settings,
      Path scratch,
      ExaminationListener listener,
      OutputStream gridVideo)
      throws IOException {
    try (VideoDecoder decoder = VideoDecoder.open(video);
        PictureReader pictures = new PictureReader(video.name());
        GridWriter grid =
            new GridWriter(
                settings,
                decoder.stream().picture().orElseThrow(),
                scratch,
                video.name(),
                listener)) {
      VideoExamination examination =
          new VideoExamination(settings, listener, decoder, grid, pictures);
      try {
        examination.decodeAll();
      } finally {
        examination.undecided.forEach(pending -> pending.frame().close());
      }
      grid.writeTo(gridVideo);
      return examination.summary();
    }
  }

  /** A measured frame whose shot is not decided, unless it begins one for a reason of its own. */
  private record Pending(DecodedFrame frame, FrameMeasures measures, Optional<ShotStart> start) {}

  private void decodeAll() throws IOException {
    Optional<DecodedFrame> next = decoder.next();
    while (next.isPresent()) {
      take(next.get());
      next = decoder.next();
    }
    while (!undecided.isEmpty()) {
      decideOldest();
    }
  }

  private void take(DecodedFrame frame) throws IOException {
    Pending taken;
    try {
      taken = measure(frame);
    } catch (IOException | RuntimeException e) {
      frame.close();
      throw e;
    }
    undecided.addLast(taken);
    if (detector.push(taken.measures().cutScore()) > 0) {
      decideOldest();
    }
  }

  private Pending measure(DecodedFrame frame) throws IOException {
    Optional<ShotStart> start = startOf(frame);
    newestTime = frame.presentationNanos();
    FrameAnalysis fitting = analysis;
    if (fitting == null || !fitting.fits(frame.width(), frame.height())) {
      fitting = analysisFor(frame);
      analysis = fitting;
    }
    return new Pending(frame, fitting.measure(pictures.read(frame)), start);
  }

  private Optional<ShotStart> startOf(DecodedFrame frame) {
    if (analysis == null) {
      return Optional.of(ShotStart.RECORDING);
    } else if (!analysis.fits(frame.width(), frame.height())) {
      return Optional.of(ShotStart.FORMAT);
    }
    long time = frame.presentationNanos();
    return time <= newestTime || isGap(newestTime, time)
        ? Optional.of(ShotStart.GAP)
        : Optional.empty();
  }

  private boolean isGap(long from, long to) {
    long elapsed = to - from;
    return elapsed > settings.gapNanos() || elapsed < 0;
  }

  private static FrameAnalysis analysisFor(DecodedFrame frame) throws MediaException {
    try {
      return new FrameAnalysis(frame.width(), frame.height());
    } catch (IllegalArgumentException e) {
      throw new MediaException(
          "MEDIA-SIZE", "frame " + frame.index(), String.valueOf(e.getMessage()), e);
    }
  }

  private void decideOldest() throws IOException {
    boolean cut = detector.decide().isPresent();
    try (DecodedFrame frame = undecided.getFirst().frame()) {
      Pending decided = undecided.removeFirst();
      Optional<ShotStart> start =
          decided.start().or(() -> cut ? Optional.of(ShotStart.CUT) : Optional.empty());
      if (start.isPresent()) {
        startShot(frame, start.get());
      }
      listener.measured(
          new MeasuredFrame(frame.index(), frame.presentationNanos(), decided.measures(), shot));
      grid.show(frame, shot, onScreenUntil(frame));
    }
  }

  private void startShot(DecodedFrame frame, ShotStart start) throws IOException {
    shot++;
    cuts += start == ShotStart.CUT ? 1 : 0;
    gaps += start == ShotStart.GAP ? 1 : 0;
    grid.startShot(frame.presentationNanos());
    listener.started(new Shot(shot, frame.index(), frame.presentationNanos(), start));
  }

  /** A frame stays until the next one, but not through a gap. */
  private long onScreenUntil(DecodedFrame frame) {
    long time = frame.presentationNanos();
    long end = time + Math.min(frame.durationNanos(), settings.gapNanos());
    Pending next = undecided.peekFirst();
    if (next == null) {
      return end;
    }
    long nextTime = next.frame().presentationNanos();
    return isGap(time, nextTime) ? end : nextTime;
  }

  private ExaminationSummary summary() {
    return new ExaminationSummary(
        decoder.stream(), decoder.report(), grid.format(), grid.rows(), cuts, gaps);
  }
}

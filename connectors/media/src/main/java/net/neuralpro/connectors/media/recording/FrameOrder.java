package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import net.neuralpro.connectors.media.files.FrameSink;
import org.jspecify.annotations.Nullable;

/**
 * Puts packets, which a file has in the order of decoding, into that of presentation. Codecs
 * reorder over at most 16 frames; what comes later than the room allows stays out of order.
 */
final class FrameOrder {
  private static final int ROOM = 64;

  private final FrameSink sink;
  private final PriorityQueue<Numbered> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Numbered entry) -> entry.frame().timeNanos())
              .thenComparingLong(Numbered::number));
  private long count;
  private @Nullable Long first;
  private long last;

  private record Numbered(long number, FrameSink.Frame frame) {}

  FrameOrder(FrameSink sink) {
    this.sink = sink;
  }

  void add(FrameSink.Frame frame) throws IOException {
    waiting.add(new Numbered(count++, frame));
    if (waiting.size() > ROOM) {
      release();
    }
  }

  private void release() throws IOException {
    FrameSink.Frame frame = waiting.remove().frame();
    if (first == null) {
      first = frame.timeNanos();
    }
    last = frame.timeNanos();
    sink.frame(frame);
  }

  void finish() throws IOException {
    while (!waiting.isEmpty()) {
      release();
    }
  }

  long count() {
    return count;
  }

  /** Presentation of the first frame, null if there is none. */
  @Nullable Long first() {
    return first;
  }

  /** Presentation of the last frame, null if there is none. */
  @Nullable Long last() {
    return first == null ? null : last;
  }
}

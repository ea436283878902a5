package net.neuralpro.connectors.media.video;

import java.util.OptionalLong;
import java.util.Set;

/**
 * The groups of pictures that lie wholly within a span: from the first key frame in it to the last
 * one, or to the end if the video ends within it.
 *
 * @param stream the video's stream
 * @param start presentation time of the first key frame
 * @param end presentation time of the key frame before which to stop, if any
 */
record TrimRange(int stream, long start, OptionalLong end) {

  static TrimRange find(ByteSource source, long startNanos, long endNanos) throws MediaException {
    int stream;
    OptionalLong first = OptionalLong.empty();
    OptionalLong last = OptionalLong.empty();
    long over = Long.MIN_VALUE;
    try (PacketReader reader = PacketReader.open(source)) {
      stream =
          reader
              .container()
              .mainVideo()
              .orElseThrow(
                  () -> new MediaException("MEDIA-NO-VIDEO", source.name(), "It has no video"));
      reader.keep(Set.of(stream), Set.of());
      for (var packet = reader.next(); packet.isPresent(); packet = reader.next()) {
        OptionalLong time = packet.get().presentation();
        if (time.isPresent()) {
          long at = time.getAsLong();
          over = Math.max(over, at + packet.get().duration());
          if (packet.get().key() && at >= startNanos && at <= endNanos) {
            first = first.isPresent() ? first : time;
            last = time;
          }
        }
      }
    }
    boolean toTheEnd = over <= endNanos;
    if (first.isEmpty() || (!toTheEnd && last.equals(first))) {
      throw new MediaException(
          "MEDIA-TRIM",
          source.name(),
          "No whole group of pictures lies within the span; perhaps choose a longer one");
    }
    return new TrimRange(stream, first.getAsLong(), toTheEnd ? OptionalLong.empty() : last);
  }
}

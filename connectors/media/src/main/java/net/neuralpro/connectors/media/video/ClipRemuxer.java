package net.neuralpro.connectors.media.video;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs of rows of grid videos one after another into one video, without decoding: frame
 * {@code n} of the result is shown at exactly {@code n / rate}. The videos must be of one size,
 * rate and coding configuration.
 */
public final class ClipRemuxer {

  private static final int BUFFER_BYTES = 256 << 10;

  private ClipRemuxer() {}

  /**
   * Writes the clips.
   *
   * @param clips at least one; clips of the same {@link ByteSource} in a row open it once
   * @throws MediaException MEDIA-GRID-VIDEO for a damaged video, MEDIA-CLIP for a run that does not
   *     begin at a key row or that the video does not have, MEDIA-CLIP-FORMAT if videos differ
   */
  public static void write(List<ClipRange> clips, OutputStream out) throws IOException {
    if (clips.isEmpty()) {
      throw new IllegalArgumentException("There are no clips to write");
    }
    List<ByteRange> ranges = new ArrayList<>();
    SampleTable samples = new SampleTable();
    Mp4Track track = null;
    ByteSource open = null;
    Mp4Index index = null;
    for (ClipRange clip : clips) {
      if (index == null || clip.video() != open) {
        index = Mp4Index.read(clip.video());
        open = clip.video();
      }
      track = joined(track, index.track(), clip);
      ranges.add(select(clip, index, samples));
    }
    if (track != null) {
      out.write(Mp4Header.of(track, samples));
    }
    copy(ranges, out);
  }

  private static Mp4Track joined(@Nullable Mp4Track track, Mp4Track next, ClipRange clip)
      throws MediaException {
    if (track != null && !track.joins(next)) {
      throw new MediaException(
          "MEDIA-CLIP-FORMAT",
          clip.video().name(),
          "Its size, rate or coding configuration is not that of the clips before");
    }
    return next;
  }

  private static ByteRange select(ClipRange clip, Mp4Index index, SampleTable samples)
      throws MediaException {
    SampleTable source = index.samples();
    int end = clip.firstRow() + clip.rows();
    String place = clip.video().name() + ", row " + clip.firstRow();
    if (end > source.count()) {
      throw new MediaException(
          "MEDIA-CLIP", place, "It has " + source.count() + " rows, not " + end);
    }
    if (!source.key(clip.firstRow())) {
      throw new MediaException("MEDIA-CLIP", place, "A clip must begin at a key row");
    }
    for (int row = clip.firstRow(); row < end; row++) {
      samples.add(source.size(row), source.key(row));
    }
    return new ByteRange(
        clip.video(),
        index.firstSample() + source.bytes(0, clip.firstRow()),
        source.bytes(clip.firstRow(), end));
  }

  private record ByteRange(ByteSource source, long start, long length) {}

  private static void copy(List<ByteRange> ranges, OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (ByteRange range : ranges) {
      try (SeekableByteChannel channel = range.source().open()) {
        channel.position(range.start());
        long rest = range.length();
        while (rest > 0) {
          buffer.clear().limit((int) Math.min(BUFFER_BYTES, rest));
          int count = channel.read(buffer);
          if (count < 0) {
            throw new MediaException("MEDIA-GRID-VIDEO", range.source().name(), "It is cut off");
          }
          out.write(buffer.array(), 0, count);
          rest -= count;
        }
      }
    }
  }
}

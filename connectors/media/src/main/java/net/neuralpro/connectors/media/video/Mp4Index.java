package net.neuralpro.connectors.media.video;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The index of a grid video: what {@link Mp4Header} wrote, read back. It is no reader of MP4 files
 * of other makers.
 *
 * @param track the track
 * @param samples its samples
 * @param firstSample the byte of the file where they begin; they follow one another
 */
record Mp4Index(Mp4Track track, SampleTable samples, long firstSample) {

  private static final int MOVIE = 0x6d6f6f76;
  private static final int MAXIMUM_MOVIE_BYTES = 64 << 20;
  private static final int MAXIMUM_BOXES = 64;
  private static final int HEADER_BYTES = 8;
  private static final int TRACK_ENTRY_BYTES = 78;

  static Mp4Index read(ByteSource source) throws IOException {
    try (SeekableByteChannel channel = source.open()) {
      return read(channel, source.name());
    }
  }

  private static Mp4Index read(SeekableByteChannel channel, String name) throws IOException {
    ByteBuffer movie = movie(channel, name);
    Mp4Index index;
    try {
      index = parse(movie, name);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged(name, "Its index is cut off");
    }
    if (index.firstSample < 0
        || index.firstSample > channel.size()
        || index.samples.bytes() > channel.size() - index.firstSample) {
      throw damaged(name, "Its samples reach past its end");
    }
    return index;
  }

  private static ByteBuffer movie(SeekableByteChannel channel, String name) throws IOException {
    long position = 0;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    for (int box = 0; box < MAXIMUM_BOXES; box++) {
      fill(channel.position(position), header.clear(), name);
      long size = header.getInt(0) & 0xffffffffL;
      if (header.getInt(4) == MOVIE && size <= MAXIMUM_MOVIE_BYTES && size > HEADER_BYTES) {
        if (size > channel.size() - position) {
          throw damaged(name, "Its index is cut off");
        }
        ByteBuffer movie = ByteBuffer.allocate((int) size - HEADER_BYTES);
        fill(channel, movie, name);
        return movie.flip();
      }
      if (size < HEADER_BYTES) {
        break;
      }
      position += size;
    }
    throw damaged(name, "It has no index");
  }

  private static void fill(SeekableByteChannel channel, ByteBuffer target, String name)
      throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw damaged(name, "It is cut off");
      }
    }
  }

  private static Mp4Index parse(ByteBuffer movie, String name) throws MediaException {
    ByteBuffer media = child(child(movie, "trak", name), "mdia", name);
    ByteBuffer mediaHeader = child(media, "mdhd", name);
    ByteBuffer table = child(child(media, "minf", name), "stbl", name);
    ByteBuffer entry = child(child(table, "stsd", name).position(8).slice(), "avc1", name);
    int width = entry.getShort(24) & 0xffff;
    int height = entry.getShort(26) & 0xffff;
    ByteBuffer configuration = child(entry.position(TRACK_ENTRY_BYTES).slice(), "avcC", name);
    byte[] avc = new byte[configuration.remaining()];
    configuration.get(avc);
    ByteBuffer times = child(table, "stts", name);
    require(times.getInt(4) == 1, name, "Its rate is not constant");
    FrameRate rate = rate(mediaHeader.getInt(12), times.getInt(12));
    require(child(table, "stsc", name).getInt(4) == 1, name, "Its samples are in several runs");
    ByteBuffer offset = child(table, "co64", name);
    require(offset.getInt(4) == 1, name, "Its samples are in several runs");
    return new Mp4Index(
        new Mp4Track(rate, width, height, avc), samples(table, name), offset.getLong(8));
  }

  private static FrameRate rate(int timescale, int frameTicks) {
    int divisor = greatestCommonDivisor(timescale, frameTicks);
    return new FrameRate(timescale / divisor, frameTicks / divisor);
  }

  private static int greatestCommonDivisor(int a, int b) {
    if (a < 1 || b < 1) {
      throw new IllegalArgumentException("A rate of " + a + "/" + b + " is no rate");
    }
    int larger = a;
    int smaller = b;
    while (smaller != 0) {
      int rest = larger % smaller;
      larger = smaller;
      smaller = rest;
    }
    return larger;
  }

  private static SampleTable samples(ByteBuffer table, String name) throws MediaException {
    ByteBuffer sizes = child(table, "stsz", name);
    ByteBuffer keys = child(table, "stss", name).position(8);
    int count = sizes.getInt(8);
    require(count >= 0 && count <= (sizes.limit() - 12) / 4, name, "Its index is cut off");
    SampleTable samples = new SampleTable();
    int nextKey = keys.hasRemaining() ? keys.getInt() : 0;
    for (int i = 0; i < count; i++) {
      int size = sizes.getInt(12 + 4 * i);
      require(size >= 0, name, "A sample is too large");
      boolean key = nextKey == i + 1;
      samples.add(size, key);
      if (key) {
        nextKey = keys.hasRemaining() ? keys.getInt() : 0;
      }
    }
    return samples;
  }

  /** The content of the first box of this type. */
  private static ByteBuffer child(ByteBuffer parent, String type, String name)
      throws MediaException {
    int wanted = 0;
    for (int i = 0; i < type.length(); i++) {
      wanted = wanted << 8 | type.charAt(i);
    }
    int position = 0;
    while (position + HEADER_BYTES <= parent.limit()) {
      int size = parent.getInt(position);
      if (size < HEADER_BYTES || size > parent.limit() - position) {
        break;
      }
      if (parent.getInt(position + 4) == wanted) {
        return parent.slice(position + HEADER_BYTES, size - HEADER_BYTES);
      }
      position += size;
    }
    throw damaged(name, "Its index has no whole box " + type);
  }

  private static void require(boolean condition, String name, String message)
      throws MediaException {
    if (!condition) {
      throw damaged(name, message);
    }
  }

  private static MediaException damaged(String name, String message) {
    return new MediaException(
        "MEDIA-GRID-VIDEO", name, message + "; perhaps it is no grid video or is damaged");
  }
}

package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A channel that libav reads through callbacks, so that it opens no file and no address itself.
 *
 * <p>JavaCPP has room for a few native callbacks only; there is one pair for all inputs, and the
 * opaque pointer that libav hands back carries the input's number.
 */
final class SourceInput implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 << 10;
  private static final int ERROR_INPUT_OUTPUT = -5;
  private static final int ERROR_INVALID = -22;
  private static final int SEEK_SET = 0;
  private static final int SEEK_CURRENT = 1;
  private static final int SEEK_END = 2;
  private static final int SEEK_FORCE = 0x20000;

  private static final Map<Long, SourceInput> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT_HANDLE = new AtomicLong(1);
  private static final ReadCallback READ = new ReadCallback();
  private static final SeekCallback SEEK = new SeekCallback();

  private final Handle handle;
  private final SeekableByteChannel channel;
  private final AVIOContext context;
  private @Nullable Throwable failure;

  private SourceInput(Handle handle, SeekableByteChannel channel, AVIOContext context) {
    this.handle = handle;
    this.channel = channel;
    this.context = context;
  }

  static SourceInput open(ByteSource source) throws MediaException {
    Libav.load();
    SeekableByteChannel channel;
    try {
      channel = source.open();
    } catch (IOException e) {
      throw new MediaException("MEDIA-READ", source.name(), "Cannot open: " + e.getMessage(), e);
    }
    Handle handle = new Handle(NEXT_HANDLE.getAndIncrement());
    BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
    AVIOContext context =
        buffer.isNull()
            ? new AVIOContext(null)
            : avio_alloc_context(
                buffer,
                BUFFER_BYTES,
                0,
                handle,
                READ,
                (Write_packet_Pointer_BytePointer_int) null,
                SEEK);
    if (context == null || context.isNull()) {
      av_free(buffer);
      closeQuietly(channel);
      throw new MediaException("MEDIA-MEMORY", source.name(), "Native memory is used up");
    }
    SourceInput input = new SourceInput(handle, channel, context);
    OPEN.put(handle.address(), input);
    return input;
  }

  AVIOContext context() {
    return context;
  }

  /** What the channel threw, which libav knows only as an input error. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    if (OPEN.remove(handle.address()) != null) {
      av_free(context.buffer());
      avio_context_free(context);
      closeQuietly(channel);
    }
  }

  private static void closeQuietly(SeekableByteChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // a channel that was only read has nothing to lose
    }
  }

  private int read(BytePointer target, int length) throws IOException {
    ByteBuffer buffer = target.capacity(length).asByteBuffer();
    int count = channel.read(buffer);
    return count <= 0 ? AVERROR_EOF : count;
  }

  private long seek(long offset, int origin) throws IOException {
    long size = channel.size();
    if ((origin & AVSEEK_SIZE) != 0) {
      return size;
    }
    long position =
        switch (origin & ~SEEK_FORCE) {
          case SEEK_SET -> offset;
          case SEEK_CURRENT -> channel.position() + offset;
          case SEEK_END -> size + offset;
          default -> -1;
        };
    if (position < 0) {
      return ERROR_INVALID;
    }
    channel.position(position);
    return position;
  }

  /** A number dressed as a pointer; nothing is ever read where it points. */
  private static final class Handle extends Pointer {
    Handle(long number) {
      super((Pointer) null);
      address = number;
    }
  }

  private static final class ReadCallback extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer target, int length) {
      SourceInput input = OPEN.get(opaque.address());
      if (input == null) {
        return ERROR_INPUT_OUTPUT;
      }
      try {
        return input.read(target, length);
      } catch (IOException | RuntimeException e) {
        input.failure = e;
        return ERROR_INPUT_OUTPUT;
      }
    }
  }

  private static final class SeekCallback extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer opaque, long offset, int origin) {
      SourceInput input = OPEN.get(opaque.address());
      if (input == null) {
        return ERROR_INPUT_OUTPUT;
      }
      try {
        return input.seek(offset, origin);
      } catch (IOException | RuntimeException e) {
        input.failure = e;
        return ERROR_INPUT_OUTPUT;
      }
    }
  }
}

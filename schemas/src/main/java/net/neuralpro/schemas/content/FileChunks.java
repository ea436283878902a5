package net.neuralpro.schemas.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The chunks of a file on disk, read by place and named by several threads. Each thread holds one
 * chunk if it is kept, and 64 KiB if it is only named; the parts of a gibibyte are held at a time.
 */
final class FileChunks {
  /** Small enough that what was read is still in the processor's cache when it is hashed. */
  private static final int PIECE = 1 << 16;

  /** How many chunks are named before the tree above them is. */
  private static final int WINDOW = UnixFsNode.MAX_PARTS;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final Optional<BlockStore> store;
  private final LongConsumer read;

  private FileChunks(Path file, FileChannel channel, Optional<BlockStore> store, LongConsumer read)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
    this.store = store;
    this.read = read;
  }

  /**
   * Names a file, and keeps its blocks if there is a store.
   *
   * @param threads at least one
   * @param read told how many bytes more were read, by any of the threads
   * @throws IOException if it cannot be read, or grows or shrinks meanwhile
   */
  static UnixFsNode.Part add(
      Path file,
      int threads,
      Optional<BlockStore> store,
      Set<OpenOption> options,
      LongConsumer read)
      throws IOException {
    if (threads < 1) {
      throw new IllegalArgumentException("Cannot add a file with " + threads + " threads");
    }
    try (FileChannel channel = FileChannel.open(file, options)) {
      FileChunks chunks = new FileChunks(file, channel, store, read);
      UnixFsNode.Part part = chunks.add(threads);
      if (channel.size() != chunks.size) {
        throw chunks.changed();
      }
      return part;
    }
  }

  private UnixFsNode.Part add(int threads) throws IOException {
    long count = Math.max(1, (size + ContentWriter.CHUNK_SIZE - 1) / ContentWriter.CHUNK_SIZE);
    UnixFsTree tree = new UnixFsTree(store);
    int useful = (int) Math.min(threads, count);
    if (useful == 1) {
      Worker worker = new Worker();
      for (long index = 0; index < count; index++) {
        tree.add(worker.part(index));
      }
      return tree.end();
    }
    ExecutorService pool = Executors.newFixedThreadPool(useful);
    try {
      List<Worker> workers = new ArrayList<>();
      for (int thread = 0; thread < useful; thread++) {
        workers.add(new Worker());
      }
      for (long start = 0; start < count; start += WINDOW) {
        for (UnixFsNode.Part part : window(start, Math.min(start + WINDOW, count), pool, workers)) {
          tree.add(part);
        }
      }
      return tree.end();
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<UnixFsNode.Part> window(
      long start, long end, ExecutorService pool, List<Worker> workers) throws IOException {
    AtomicLong next = new AtomicLong(start);
    UnixFsNode.Part[] parts = new UnixFsNode.Part[(int) (end - start)];
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Worker worker : workers) {
      tasks.add(
          () -> {
            for (long index = next.getAndIncrement(); index < end; index = next.getAndIncrement()) {
              parts[(int) (index - start)] = worker.part(index);
            }
            return null;
          });
    }
    try {
      for (Future<Void> task : pool.invokeAll(tasks)) {
        task.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot add a file: it was stopped");
    } catch (ExecutionException e) {
      throw failure(e);
    }
    return Collections.unmodifiableList(Arrays.asList(parts));
  }

  private static IOException failure(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return e.getCause() instanceof IOException cause ? cause : new IOException(e);
  }

  private IOException changed() {
    return new IOException(
        "Cannot add "
            + file
            + ": it is no longer the "
            + size
            + " bytes that it was; perhaps another program still writes it");
  }

  /** What one thread reads with. */
  private final class Worker {
    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] piece = new byte[store.isPresent() ? 0 : PIECE];

    UnixFsNode.Part part(long index) throws IOException {
      long start = index * ContentWriter.CHUNK_SIZE;
      int length = (int) Math.min(ContentWriter.CHUNK_SIZE, size - start);
      byte[] bytes = store.isPresent() ? new byte[length] : piece;
      for (int done = 0; done < length; ) {
        int offset = store.isPresent() ? done : 0;
        int count = readSome(bytes, offset, Math.min(PIECE, length - done), start + done);
        sha256.update(bytes, offset, count);
        done += count;
      }
      Cid cid = Cid.ofDigest(Multicodec.RAW, sha256.digest());
      if (store.isPresent()) {
        store.get().put(new Block(cid, bytes));
      }
      read.accept(length);
      return new UnixFsNode.Part(cid, length, length);
    }

    private int readSome(byte[] bytes, int offset, int length, long position) throws IOException {
      int count = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
      if (count <= 0) {
        throw changed();
      }
      return count;
    }
  }
}

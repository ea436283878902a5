package net.neuralpro.pipelines.flows.reward;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import net.neuralpro.schemas.reward.ByteRows;

/**
 * Sorts rows of bytes of one width, unsigned, more of them than fit in memory: sorted stretches go
 * to files and are merged. Rows that were sorted can be read any number of times.
 */
final class RowSort implements Closeable {
  private static final int MEMORY = 32 << 20;
  private static final int INITIAL = 1 << 14;
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final int width;
  private final int capacity;
  private final List<Path> files = new ArrayList<>();
  private byte[] rows;
  private int count;
  private boolean sorted;

  /**
   * Nothing yet.
   *
   * @param folder where files may be made
   * @param width bytes of a row
   */
  RowSort(Path folder, int width) {
    this(folder, width, MEMORY);
  }

  /**
   * Nothing yet.
   *
   * @param memory bytes that are kept in memory, at least one row
   */
  RowSort(Path folder, int width, int memory) {
    this.folder = folder;
    this.width = width;
    this.capacity = Math.max(1, memory / width);
    this.rows = new byte[Math.min(capacity * width, INITIAL)];
  }

  void add(byte[] row) throws IOException {
    if (row.length != width || sorted) {
      throw new IllegalStateException("Cannot add a row of " + row.length + " bytes now");
    }
    if (count == capacity) {
      spill();
    }
    if (rows.length < (count + 1) * width) {
      rows = Arrays.copyOf(rows, Math.min(capacity * width, Math.max(rows.length * 2, width)));
    }
    System.arraycopy(row, 0, rows, count * width, width);
    count++;
  }

  private void spill() throws IOException {
    Path file = Files.createTempFile(folder, "rows", ".sorted");
    files.add(file);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      for (int row : ByteRows.order(rows, width, count)) {
        out.write(rows, row * width, width);
      }
    }
    count = 0;
  }

  /** All rows in order. */
  Rows sorted() throws IOException {
    if (!sorted && !files.isEmpty()) {
      spill();
      rows = new byte[0];
    } else if (!sorted) {
      byte[] ordered = new byte[count * width];
      int place = 0;
      for (int row : ByteRows.order(rows, width, count)) {
        System.arraycopy(rows, row * width, ordered, place, width);
        place += width;
      }
      rows = ordered;
    }
    sorted = true;
    return files.isEmpty() ? new InMemory() : new Merged();
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
    rows = new byte[0];
  }

  /** Sorted rows, one after another. */
  interface Rows extends Closeable {
    /** The next row, or empty after the last. */
    Optional<byte[]> next() throws IOException;

    @Override
    void close() throws IOException;
  }

  private final class InMemory implements Rows {
    private int place;

    @Override
    public Optional<byte[]> next() {
      if (place == rows.length) {
        return Optional.empty();
      }
      place += width;
      return Optional.of(Arrays.copyOfRange(rows, place - width, place));
    }

    @Override
    public void close() {}
  }

  private final class Merged implements Rows {
    private final List<InputStream> streams = new ArrayList<>();
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.row, other.row));

    Merged() throws IOException {
      for (Path file : files) {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        streams.add(in);
        advance(in);
      }
    }

    private void advance(InputStream in) throws IOException {
      byte[] row = in.readNBytes(width);
      if (row.length == width) {
        heads.add(new Head(row, in));
      }
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      Head head = heads.poll();
      if (head == null) {
        return Optional.empty();
      }
      advance(head.in);
      return Optional.of(head.row);
    }

    @Override
    public void close() throws IOException {
      for (InputStream in : streams) {
        in.close();
      }
    }
  }

  private static final class Head {
    private final byte[] row;
    private final InputStream in;

    Head(byte[] row, InputStream in) {
      this.row = row;
      this.in = in;
    }
  }
}

package net.neuralpro.schemas.content;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file of records, a line of canonical DAG-JSON each, read one after another in bounded memory.
 *
 * @param <T> the records
 */
public final class DagJsonLines<T> implements Closeable {
  /** The most bytes that a line can have. */
  static final int MAX_LINE = 1 << 24;

  private final InputStream in;
  private final Class<T> type;

  /** Reads lines from where a stream is; it is closed with this. */
  public DagJsonLines(InputStream in, Class<T> type) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.type = type;
  }

  /** Reads a file of a store. */
  public static <T> DagJsonLines<T> of(BlockStore store, Cid file, Class<T> type)
      throws IOException {
    return new DagJsonLines<>(new ContentFiles(store).stream(file), type);
  }

  /**
   * The next record, or empty after the last.
   *
   * @throws MalformedContentException if a line is too long or holds no such record
   */
  public Optional<T> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() == 0) {
          return Optional.empty();
        }
        break;
      }
      if (line.size() == MAX_LINE) {
        throw new MalformedContentException("Cannot read a line of more than " + MAX_LINE);
      }
      line.write(next);
    }
    return Optional.of(DagJson.read(line.toByteArray(), type));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package net.neuralpro.connectors.lake.lerobot;

import java.util.Comparator;

/**
 * The place of a file among those of its kind.
 *
 * @param chunk the folder, from 0
 * @param file the file in it, from 0
 */
public record FileNumber(int chunk, int file) implements Comparable<FileNumber> {
  public static final FileNumber FIRST = new FileNumber(0, 0);
  private static final Comparator<FileNumber> ORDER =
      Comparator.comparingInt(FileNumber::chunk).thenComparingInt(FileNumber::file);

  public FileNumber {
    if (chunk < 0 || file < 0) {
      throw new IllegalArgumentException("Cannot number file " + file + " of chunk " + chunk);
    }
  }

  /** The file after this one: after the last of a chunk comes the first of the next. */
  public FileNumber next(int chunkSize) {
    return file == chunkSize - 1 ? new FileNumber(chunk + 1, 0) : new FileNumber(chunk, file + 1);
  }

  @Override
  public int compareTo(FileNumber other) {
    return ORDER.compare(this, other);
  }

  /** As it stands in a path: {@code chunk-000/file-000}. */
  @Override
  public String toString() {
    return "chunk-%03d/file-%03d".formatted(chunk, file);
  }
}

package net.neuralpro.connectors.media.telemetry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text in UTF-8, each of bounded length; bytes that are none are replaced. */
final class BoundedLines {
  private final Reader reader;
  private final int maxLength;
  private long number;
  private boolean afterCarriageReturn;

  BoundedLines(InputStream in, int maxLength) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.maxLength = maxLength;
  }

  /** The number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /**
   * The next line without its end, or empty after the last.
   *
   * @throws BudgetedStream.SpentException if it is too long
   */
  Optional<String> next() throws IOException {
    StringBuilder line = new StringBuilder();
    int letter = reader.read();
    if (afterCarriageReturn && letter == '\n') {
      letter = reader.read();
    }
    afterCarriageReturn = false;
    if (letter < 0) {
      return Optional.empty();
    }
    number++;
    while (letter >= 0 && letter != '\n' && letter != '\r') {
      if (line.length() == maxLength) {
        throw new BudgetedStream.SpentException(maxLength);
      }
      line.append((char) letter);
      letter = reader.read();
    }
    afterCarriageReturn = letter == '\r';
    int start = number == 1 && line.indexOf("\ufeff") == 0 ? 1 : 0;
    return Optional.of(line.substring(start));
  }
}

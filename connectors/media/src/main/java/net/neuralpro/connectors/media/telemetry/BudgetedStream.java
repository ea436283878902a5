package net.neuralpro.connectors.media.telemetry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of which a parser may take only so much between two steps of its reader: it bounds what
 * a parser without limits of its own can hold of a value that does not end.
 */
final class BudgetedStream extends FilterInputStream {
  private final int budget;
  private long taken;

  /** Tells that a value is larger than the budget. */
  static final class SpentException extends IOException {
    private static final long serialVersionUID = 1;

    SpentException(int budget) {
      super("a value has more than " + budget + " bytes");
    }
  }

  BudgetedStream(InputStream in, int budget) {
    super(in);
    this.budget = budget;
  }

  /** Begins a new step. */
  void renew() {
    taken = 0;
  }

  @Override
  public int read() throws IOException {
    spend();
    int value = super.read();
    taken += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    spend();
    int count = super.read(bytes, offset, Math.min(length, 8192));
    taken += Math.max(0, count);
    return count;
  }

  private void spend() throws SpentException {
    if (taken > budget) {
      throw new SpentException(budget);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

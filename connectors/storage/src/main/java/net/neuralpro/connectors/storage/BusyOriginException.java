package net.neuralpro.connectors.storage;

import java.io.IOException;
import java.time.Duration;

/** An origin that has too much to do and asks for patience. */
public final class BusyOriginException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final Duration MAX_PATIENCE = Duration.ofMinutes(1);

  private final Duration patience;

  /**
   * An origin was busy.
   *
   * @param patience after which it wants to be asked again; more than a minute counts as one
   */
  public BusyOriginException(String message, Duration patience) {
    super(message);
    this.patience = patience.compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : patience;
  }

  /** After which time it may be asked again, at most a minute. */
  public Duration patience() {
    return patience;
  }
}

package net.neuralpro.noderunner.protocol;

import java.io.IOException;
import java.time.Duration;

/** A scheduler is there and cannot take a call now: it is to be made again later. */
public final class LaterException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;
  private final Duration pause;

  /**
   * Why it could not be taken.
   *
   * @param rule of what it has too much of
   * @param pause before the call is made again
   */
  public LaterException(String rule, String message, Duration pause) {
    super(message);
    this.rule = rule;
    this.pause = pause;
  }

  public String rule() {
    return rule;
  }

  public Duration pause() {
    return pause;
  }
}

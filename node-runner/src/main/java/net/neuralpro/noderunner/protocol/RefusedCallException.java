package net.neuralpro.noderunner.protocol;

import java.io.IOException;

/** A scheduler refused a call, which will be refused again; or what it said is none of ours. */
public final class RefusedCallException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /**
   * Why it was refused.
   *
   * @param rule of the fault
   * @param message in words
   */
  public RefusedCallException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}

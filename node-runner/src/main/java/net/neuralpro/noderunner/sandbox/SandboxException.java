package net.neuralpro.noderunner.sandbox;

import java.io.IOException;

/** A task could not be run, or left something that may not be taken. */
public final class SandboxException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /**
   * @param rule what was broken, as SANDBOX-OUTPUT
   * @param message what, where, and what to do
   */
  public SandboxException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}

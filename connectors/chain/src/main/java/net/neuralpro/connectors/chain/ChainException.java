package net.neuralpro.connectors.chain;

import java.io.IOException;

/** Something that a chain or a node of it did and must not, or that it refused. */
public final class ChainException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /**
   * What was wrong.
   *
   * @param rule the rule that was broken, as CHAIN-OTHER
   * @param message what could not be done, where and why, and what may help
   */
  public ChainException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}

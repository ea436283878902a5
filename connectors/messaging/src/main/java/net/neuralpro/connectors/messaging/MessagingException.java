package net.neuralpro.connectors.messaging;

import java.io.IOException;

/** Something that a queue, a cache or its server did and must not, or could not do. */
public final class MessagingException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /**
   * What was wrong.
   *
   * @param rule the rule that was broken, as QUEUE-FULL
   * @param message what could not be done, where and why, and what may help
   */
  public MessagingException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}

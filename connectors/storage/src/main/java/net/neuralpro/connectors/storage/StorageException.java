package net.neuralpro.connectors.storage;

import java.io.IOException;

/** Something that a store, a node, a gateway or a file from elsewhere did and must not. */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * What was wrong.
   *
   * @param rule the rule that was broken
   * @param message what could not be done, where and why, and what may help
   */
  public StorageException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** The same with what led to it. */
  public StorageException(String rule, String message, Throwable cause) {
    super(message, cause);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}

package net.neuralpro.schemas.content;

import java.io.IOException;

/** Something on disk that cannot be added: it is no file or folder, or has no name that lasts. */
public final class UnfitFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  UnfitFileException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** The rule that was broken. */
  public String rule() {
    return rule;
  }
}

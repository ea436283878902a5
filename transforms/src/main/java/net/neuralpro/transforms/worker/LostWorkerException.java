package net.neuralpro.transforms.worker;

import java.io.IOException;

/** A worker that ended, or had to be ended, before it gave an outcome. */
final class LostWorkerException extends IOException {
  private static final long serialVersionUID = 1;

  private final String rule;

  LostWorkerException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** The id of the rule that it broke. */
  String rule() {
    return rule;
  }
}

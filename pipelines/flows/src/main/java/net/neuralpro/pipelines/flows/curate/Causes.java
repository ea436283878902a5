package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;

/** Finds in a chain of exceptions the one that says what happened. */
final class Causes {
  private Causes() {}

  /** The message of the outermost exception on input or output, or of the innermost of all. */
  static String message(Throwable thrown) {
    Throwable told = thrown;
    for (Throwable cause = thrown;
        cause != null && !(told instanceof IOException);
        cause = cause.getCause()) {
      told = cause;
    }
    return told.getMessage() == null ? told.toString() : told.getMessage();
  }
}

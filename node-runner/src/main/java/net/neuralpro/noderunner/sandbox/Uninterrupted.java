package net.neuralpro.noderunner.sandbox;

import java.io.IOException;

/** Does what must be done to its end, as clearing up, though the thread be interrupted. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** A step that can be interrupted, and may be done twice. */
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  /** Does a step; a thread that was interrupted is so again afterwards. */
  static void run(Step step) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          step.run();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

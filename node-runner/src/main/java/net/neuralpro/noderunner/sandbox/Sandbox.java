package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs programs without a network, without privileges, as nobody, within limits; afterwards nothing
 * of them is left but their outputs.
 */
public interface Sandbox {
  /** What it is called in settings and receipts. */
  String name();

  /**
   * What it cannot enforce on this computer, in words; images that nobody vouches for are run only
   * where this is empty.
   */
  List<String> lacks();

  /**
   * Runs a task to its end.
   *
   * @param outputs an empty folder, into which its outputs come: plain files and folders only
   * @throws SandboxException if the sandbox failed, or the outputs are none that may be taken
   * @throws InterruptedException if this thread is interrupted; the task is ended before
   */
  SandboxRun run(SandboxTask task, Path outputs) throws IOException, InterruptedException;

  /**
   * Starts a program to speak with; it is ended when it has run for as long as it may.
   *
   * @throws SandboxException if the sandbox failed
   */
  SandboxProgram open(SandboxTask task) throws IOException, InterruptedException;
}

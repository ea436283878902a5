package net.neuralpro.noderunner.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A program that runs in a sandbox and is spoken to. Both of its streams must be read, or it waits.
 * Closing it ends all of its processes and leaves nothing of it.
 */
public interface SandboxProgram extends Closeable {
  /** Its standard input; that it ended may never reach the program. */
  OutputStream input();

  /** Its standard output. */
  InputStream output();

  /** Its standard error. */
  InputStream errors();

  /** Waits for its end; empty if it runs on after that time. */
  Optional<SandboxEnd> await(Duration time) throws IOException, InterruptedException;
}

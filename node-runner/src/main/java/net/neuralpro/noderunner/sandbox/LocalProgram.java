package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program whose engine is a process of ours.
 *
 * @param process the engine's
 * @param group what holds all processes of the program
 * @param ending ends them all, and forgets the program
 */
record LocalProgram(Process process, ControlGroup group, Ending ending) implements SandboxProgram {
  /** Ends a program; also one that has ended. */
  interface Ending {
    void end() throws IOException, InterruptedException;
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public InputStream errors() {
    return process.getErrorStream();
  }

  @Override
  public Optional<SandboxEnd> await(Duration time) throws IOException, InterruptedException {
    if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    return Optional.of(
        group.ranOutOfMemory()
            ? new SandboxEnd.OutOfMemory()
            : SandboxEnd.ofExitCode(process.exitValue()));
  }

  @Override
  public void close() throws IOException {
    Uninterrupted.run(
        () -> {
          ending.end();
          kill(process);
        });
  }

  /** Ends a process, but not its streams: what it printed can still be read. */
  static void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }
}

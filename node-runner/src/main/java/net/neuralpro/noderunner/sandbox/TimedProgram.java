package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that is ended when its time is over, with its folder. */
final class TimedProgram implements SandboxProgram {
  private final SandboxProgram program;
  private final TaskFolder folder;
  private final CompletableFuture<Void> timer;
  private boolean closed;

  TimedProgram(SandboxProgram program, TaskFolder folder, Duration time) {
    this.program = program;
    this.folder = folder;
    timer =
        CompletableFuture.runAsync(
            this::end, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public OutputStream input() {
    return program.input();
  }

  @Override
  public InputStream output() {
    return program.output();
  }

  @Override
  public InputStream errors() {
    return program.errors();
  }

  @Override
  public Optional<SandboxEnd> await(Duration time) throws IOException, InterruptedException {
    return program.await(time);
  }

  private void end() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    timer.cancel(false);
    try (folder;
        program) {
      // both are closed, the program first
    }
  }
}

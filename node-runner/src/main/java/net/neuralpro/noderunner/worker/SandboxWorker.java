package net.neuralpro.noderunner.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.noderunner.sandbox.SandboxEnd;
import net.neuralpro.noderunner.sandbox.SandboxProgram;
import net.neuralpro.transforms.worker.WorkerHost;

/** A worker that is a program in a sandbox. */
record SandboxWorker(SandboxProgram program) implements WorkerHost.Worker {
  /** How long an engine may take to tell how a program ended whose streams have ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

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

  /** Does not wait, since an engine may take its time; closing does. */
  @Override
  public void end() {
    CompletableFuture.runAsync(
        () -> {
          try {
            program.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public String ending() {
    try {
      Optional<SandboxEnd> end = program.await(LAST_WORDS);
      program.close();
      return end.map(SandboxWorker::words).orElse("had to be ended");
    } catch (IOException e) {
      return "ended, nobody knows how (" + e.getMessage() + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "had to be ended";
    }
  }

  private static String words(SandboxEnd end) {
    if (end instanceof SandboxEnd.Exited exited) {
      return "ended with " + exited.code();
    }
    if (end instanceof SandboxEnd.Signalled signalled) {
      return "was ended by signal " + signalled.signal();
    }
    return end instanceof SandboxEnd.OutOfMemory
        ? "wanted more memory than it may have"
        : "took longer than it may";
  }

  @Override
  public void close() throws IOException {
    program.close();
  }
}

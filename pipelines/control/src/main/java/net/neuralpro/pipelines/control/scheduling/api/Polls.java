package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.http.Context;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.neuralpro.noderunner.protocol.Protocol;

/** Answers calls when there is something to say, or when they have waited for long enough. */
final class Polls implements Closeable {
  private static final int THREADS = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "scheduler-poll");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closed;

  /** Asks for what there is to say. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws IOException;
  }

  /**
   * Lets a call wait.
   *
   * @param bell gives what rings when there may be something; asked for before each question
   * @param enough whether this is worth an answer before time is over
   * @return done when the call is answered
   */
  <T> CompletableFuture<Void> wait(
      Context context,
      Supplier<CompletableFuture<Void>> bell,
      Question<T> question,
      Predicate<T> enough)
      throws IOException {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    long end = System.nanoTime() + Protocol.MAX_WAIT.toNanos();
    context.future(
        () -> {
          attempt(context, bell, question, enough, end, answered);
          return answered;
        });
    return answered;
  }

  private <T> void attempt(
      Context context,
      Supplier<CompletableFuture<Void>> bell,
      Question<T> question,
      Predicate<T> enough,
      long end,
      CompletableFuture<Void> answered) {
    CompletableFuture<Void> ring = bell.get();
    try {
      T answer = question.ask();
      long left = end - System.nanoTime();
      if (closed || left <= 0 || enough.test(answer)) {
        ring.complete(null);
        Answers.answer(context, answer);
        answered.complete(null);
        return;
      }
      ring.completeOnTimeout(null, left, TimeUnit.NANOSECONDS)
          .thenRunAsync(() -> attempt(context, bell, question, enough, end, answered), threads);
    } catch (IOException | RuntimeException e) {
      ring.complete(null);
      Answers.refuse(context, e);
      answered.complete(null);
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}

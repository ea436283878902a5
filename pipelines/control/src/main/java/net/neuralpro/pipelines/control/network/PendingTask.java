package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Submissions.Submission;

/** A task that was asked for and has not ended; its time begins when the scheduler takes it. */
final class PendingTask {
  private final TaskId task;
  private final CompletableFuture<Event> end = new CompletableFuture<>();
  private final CompletableFuture<Event> news = new CompletableFuture<>();
  private volatile Submission submission;

  PendingTask(TaskId task, Submission submission) {
    this.task = task;
    this.submission = submission;
  }

  TaskId task() {
    return task;
  }

  Submission submission() {
    return submission;
  }

  /** From when the scheduler takes it. */
  void dueAt(long deadline) {
    submission = submission.dueAt(deadline);
  }

  CompletableFuture<Event> end() {
    return end;
  }

  /** Its end, or before that the question whether its requester checks it himself. */
  CompletableFuture<Event> news() {
    return news;
  }

  void tell(Event event) {
    news.complete(event);
    if (!(event instanceof Event.Unchecked)) {
      end.complete(event);
    }
  }

  void fail(IOException why) {
    news.completeExceptionally(why);
    end.completeExceptionally(why);
  }
}

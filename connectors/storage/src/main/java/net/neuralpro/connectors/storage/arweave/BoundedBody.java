package net.neuralpro.connectors.storage.arweave;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, written on as it comes, up to a limit. */
final class BoundedBody implements HttpResponse.BodySubscriber<@Nullable Void> {
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final OutputStream target;
  private long allowed;
  private Flow.@Nullable Subscription subscription;

  /** An answer is longer than it may be. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  BoundedBody(OutputStream target, long limit) {
    this.target = target;
    this.allowed = limit;
  }

  @Override
  public CompletionStage<@Nullable Void> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    Flow.Subscription source = subscription;
    if (source == null || end.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        allowed -= buffer.remaining();
        if (allowed < 0) {
          throw new TooLongException();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        target.write(bytes);
      }
      source.request(1);
    } catch (IOException e) {
      source.cancel();
      end.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }
}

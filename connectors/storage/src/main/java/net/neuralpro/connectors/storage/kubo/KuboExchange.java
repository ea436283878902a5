package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: what is sent is read, and what is answered comes, while something moves. As
 * a stream it is the answer; closing it ends the call.
 */
final class KuboExchange extends InputStream {
  private final KuboCall call;
  private final KuboFaults faults;
  private final Optional<MultipartStream> body;
  private final Watchdog watchdog;
  private volatile @Nullable CompletableFuture<HttpResponse<InputStream>> sent;
  private volatile @Nullable InputStream answer;

  private KuboExchange(KuboCall call, KuboSettings settings) throws IOException {
    this.call = call;
    this.faults = new KuboFaults(settings);
    this.body =
        call.body().isPresent()
            ? Optional.of(new MultipartStream(call.body().get()))
            : Optional.empty();
    this.watchdog = new Watchdog(settings.patience(), this::breakOff);
  }

  /**
   * Sends a call and waits until its answer begins.
   *
   * @throws IOException if it does not, or is that of a failure
   */
  static KuboExchange begin(
      HttpClient client, KuboCall call, KuboSettings settings, Optional<KuboSecret> secret)
      throws IOException {
    KuboExchange exchange = new KuboExchange(call, settings);
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(call.at(settings.api()));
      request.header("User-Agent", "neural");
      secret.ifPresent(known -> request.header("Authorization", known.header()));
      call.body().ifPresent(form -> request.header("Content-Type", form.contentType()));
      exchange.send(client, request);
      return exchange;
    } catch (IOException | RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  private void send(HttpClient client, HttpRequest.Builder request) throws IOException {
    request.POST(
        body.isPresent()
            ? BodyPublishers.ofInputStream(() -> new WatchedStream(body.get(), watchdog))
            : BodyPublishers.noBody());
    CompletableFuture<HttpResponse<InputStream>> pending =
        client.sendAsync(request.build(), BodyHandlers.ofInputStream());
    sent = pending;
    try {
      HttpResponse<InputStream> response = pending.get();
      answer = new WatchedStream(response.body(), watchdog);
      faults.check(call, response.statusCode(), this);
    } catch (ExecutionException | CancellationException e) {
      throw explained(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted in the middle of " + call.command());
    }
  }

  /** The files that were to be sent are named before the node that did not get them. */
  private IOException explained(Exception failure) {
    IOException ofFiles = body.isPresent() ? body.get().failure() : null;
    if (ofFiles != null) {
      return ofFiles;
    }
    return watchdog.barked() ? faults.stalled(call) : faults.of(call, failure);
  }

  private void breakOff() {
    CompletableFuture<HttpResponse<InputStream>> pending = sent;
    InputStream stream = answer;
    if (pending != null) {
      pending.cancel(true);
    }
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        // whoever reads it learns that it was ended
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    InputStream stream = answer;
    if (stream == null) {
      throw new IllegalStateException("The answer has not begun");
    }
    try {
      int count = stream.read(bytes, offset, length);
      if (watchdog.barked()) {
        throw faults.stalled(call);
      }
      return count;
    } catch (IOException e) {
      throw watchdog.barked() ? faults.stalled(call) : faults.of(call, e);
    }
  }

  @Override
  public void close() throws IOException {
    watchdog.close();
    breakOff();
    if (body.isPresent()) {
      body.get().close();
    }
  }
}

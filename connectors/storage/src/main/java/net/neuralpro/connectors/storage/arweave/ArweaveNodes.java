package net.neuralpro.connectors.storage.arweave;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes, spoken to as one: each is asked a few times, then the next. No answer is longer or
 * later than it may be, and no redirect is followed. Safe for use by several threads.
 */
final class ArweaveNodes {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A slower download is given up. */
  private static final long LEAST_BYTES_PER_SECOND = 32 << 10;

  private static final int ATTEMPTS = 5;
  private static final int MAX_DOUBLINGS = 5;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final List<URI> nodes;
  private final RetryPolicy<Object> retries;
  private final AtomicInteger preferred = new AtomicInteger();

  ArweaveNodes(ArweaveSettings settings) {
    nodes = settings.nodes();
    retries =
        RetryPolicy.builder()
            .handle(UnavailableException.class)
            .withMaxAttempts(ATTEMPTS)
            .withBackoff(
                settings.firstDelay(), settings.firstDelay().multipliedBy(1L << MAX_DOUBLINGS))
            .withJitter(0.2)
            .build();
  }

  /** What a node answered. */
  record Answer(int status, byte[] body) {
    boolean isOk() {
      return status == 200;
    }

    /** The first words of the body, for messages. */
    String words() {
      String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
      return status + " " + text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
    }
  }

  /** A node cannot be reached, or says that it is not well; it may be soon. */
  static final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }

  /** Something that is asked of one node. */
  @FunctionalInterface
  interface Request<T> {
    T of(URI node) throws IOException;
  }

  /**
   * What the first node gives that gives anything.
   *
   * @throws StorageException if none does, with what each of them answered
   */
  <T> T first(String what, Request<T> request) throws IOException {
    int start = preferred.get();
    List<String> failures = new ArrayList<>();
    String rule = "ARWEAVE-NODE";
    IOException last = new IOException();
    for (int index = 0; index < nodes.size(); index++) {
      int number = (start + index) % nodes.size();
      URI node = nodes.get(number);
      try {
        T given = Failsafe.with(retries).get(() -> request.of(node));
        preferred.set(number);
        return given;
      } catch (FailsafeException e) {
        if (!(e.getCause() instanceof IOException cause)) {
          throw new IOException("Cannot " + what + ": it was interrupted", e);
        }
        last = cause;
        failures.add(node + ": " + cause.getMessage());
        if (cause instanceof StorageException refusal && rule.equals("ARWEAVE-NODE")) {
          rule = refusal.rule();
        }
      }
    }
    throw new StorageException(
        rule, "Cannot " + what + ": " + String.join("; ", failures) + ".", last);
  }

  Answer get(URI node, String path, int limit) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = exchange(node, HttpRequest.newBuilder(resolve(node, path)), body, limit, PATIENCE);
    return new Answer(status, body.toByteArray());
  }

  Answer post(URI node, String path, String json, int limit) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(resolve(node, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    return new Answer(exchange(node, request, body, limit, PATIENCE), body.toByteArray());
  }

  /** Writes what a node gives into a file; it may not be longer than expected. */
  int download(URI node, String path, Path target, long size) throws IOException {
    Duration patience = PATIENCE.plusSeconds(size / LEAST_BYTES_PER_SECOND);
    try (OutputStream out = Files.newOutputStream(target)) {
      return exchange(node, HttpRequest.newBuilder(resolve(node, path)), out, size, patience);
    }
  }

  private static URI resolve(URI node, String path) {
    String base = node.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private int exchange(
      URI node, HttpRequest.Builder request, OutputStream body, long limit, Duration patience)
      throws IOException {
    CompletableFuture<HttpResponse<@Nullable Void>> running =
        client.sendAsync(
            request.timeout(patience).build(), response -> new BoundedBody(body, limit));
    int status;
    try {
      status = running.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException e) {
      throw new UnavailableException("it did not answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BoundedBody.TooLongException) {
        throw new StorageException("ARWEAVE-SIZE", "it answers with more than " + limit + " bytes");
      }
      throw new UnavailableException(
          "it cannot be reached (" + e.getCause() + "); perhaps it is down");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot speak with " + node + ": it was interrupted", e);
    } finally {
      running.cancel(true);
    }
    if (status == 429 || status >= 500) {
      throw new UnavailableException("it answers with status " + status);
    }
    if (status >= 300 && status < 400) {
      throw new StorageException(
          "ARWEAVE-NODE", "it redirects elsewhere, which is not followed; perhaps name that node");
    }
    return status;
  }
}

package net.neuralpro.connectors.storage.kubo;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Calls commands of a node. What may be repeated is, with growing pauses, when the node cannot be
 * reached or breaks off; after several such failures in a row the node is left alone for a while.
 * Safe for use by several threads.
 */
final class KuboApi {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration MAX_DELAY = Duration.ofSeconds(2);
  private static final int RETRIES = 3;
  private static final int FAILURES_IN_A_ROW = 8;
  private static final Duration REST = Duration.ofSeconds(5);

  private final KuboSettings settings;
  private final Optional<KuboSecret> secret;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();
  private final CircuitBreaker<Object> breaker =
      CircuitBreaker.builder()
          .handleIf(KuboFaults::passes)
          .withFailureThreshold(FAILURES_IN_A_ROW)
          .withDelay(REST)
          .build();
  private final FailsafeExecutor<Object> once = Failsafe.with(breaker);
  private final FailsafeExecutor<Object> repeatedly =
      Failsafe.with(
          RetryPolicy.builder()
              .handleIf(KuboFaults::passes)
              .withMaxRetries(RETRIES)
              .withBackoff(FIRST_DELAY, MAX_DELAY)
              .build(),
          breaker);

  /** Reads an answer to its end. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream answer) throws IOException;
  }

  /**
   * A node that was not asked anything yet.
   *
   * @throws StorageException if its secret cannot be read, or would travel unprotected
   */
  KuboApi(KuboSettings settings) throws IOException {
    this.settings = settings;
    if (settings.authorisation().isEmpty()) {
      secret = Optional.empty();
    } else if (settings.isLocal() || settings.api().getScheme().equals("https")) {
      secret = Optional.of(KuboSecret.read(settings.authorisation().get()));
    } else {
      throw new StorageException(
          "KUBO-ADDRESS",
          "Cannot send a secret to %s: anybody on the way could read it; perhaps use https"
              .formatted(settings.name()));
    }
  }

  KuboSettings settings() {
    return settings;
  }

  /** What messages call the node. */
  String name() {
    return settings.name();
  }

  /**
   * Calls a command and reads what it answers.
   *
   * @throws NotOnNodeException if the node does not have a block that is needed
   * @throws StorageException if it cannot be asked, refuses, or answers nonsense
   */
  <T> T ask(KuboCall call, Reader<T> reader) throws IOException {
    return guarded(
        call,
        () -> {
          try (InputStream answer = KuboExchange.begin(client, call, settings, secret)) {
            return reader.read(answer);
          }
        });
  }

  /** Calls a command and gives its answer as it comes; what breaks off then is not repeated. */
  InputStream open(KuboCall call) throws IOException {
    return guarded(call, () -> KuboExchange.begin(client, call, settings, secret));
  }

  private <T> T guarded(KuboCall call, CheckedSupplier<T> action) throws IOException {
    try {
      return (call.repeat() == KuboCall.Repeat.SAFE ? repeatedly : once).get(action);
    } catch (CircuitBreakerOpenException e) {
      throw new StorageException(
          KuboFaults.UNREACHABLE,
          "Cannot ask %s: it failed %d times in a row and is left alone for %d s"
              .formatted(name(), FAILURES_IN_A_ROW, REST.toSeconds()),
          e);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + name());
    }
  }
}

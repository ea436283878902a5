package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Says what went wrong between us and a node.
 *
 * @param settings the node
 */
record KuboFaults(KuboSettings settings) {
  static final String UNREACHABLE = "KUBO-UNREACHABLE";
  private static final String BROKEN = "KUBO-BROKEN";
  private static final Set<String> PASSING = Set.of(UNREACHABLE, BROKEN);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_ERROR = 64 << 10;

  /** Whether a failure may be gone a little later. */
  static boolean passes(Throwable failure) {
    return failure instanceof StorageException storage && PASSING.contains(storage.rule());
  }

  StorageException stalled(KuboCall call) {
    return new StorageException(
        "KUBO-STALLED",
        "Cannot finish %s: %s has been silent for %d s; perhaps its disk or its network hangs"
            .formatted(call.command(), settings.name(), settings.patience().toSeconds()));
  }

  /** What it means that a connection failed. */
  StorageException of(KuboCall call, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpConnectTimeoutException) {
        return unreachable("no answer", failure);
      }
      if (cause instanceof ConnectException) {
        return unreachable("connection refused", failure);
      }
    }
    return new StorageException(
        BROKEN,
        ("Cannot finish %s: %s broke off; perhaps it was stopped, or its disk is full; nothing is"
                + " kept for sure until it is done again")
            .formatted(call.command(), settings.name()),
        failure);
  }

  private StorageException unreachable(String reason, Throwable failure) {
    return new StorageException(
        UNREACHABLE,
        "Cannot reach %s: %s; perhaps start it with 'ipfs daemon'"
            .formatted(settings.name(), reason),
        failure);
  }

  /**
   * Looks at the status of an answer.
   *
   * @throws IOException if it is not that of a success
   */
  void check(KuboCall call, int status, InputStream answer) throws IOException {
    switch (status) {
      case 200 -> {}
      case 400, 500 ->
          throw refusal(call, new String(answer.readNBytes(MAX_ERROR), StandardCharsets.UTF_8));
      case 401, 403 ->
          throw new StorageException(
              "KUBO-FORBIDDEN",
              ("Cannot do %s: %s forbids it; perhaps its API.Authorizations ask for a secret, or"
                      + " allow too little with this one")
                  .formatted(call.command(), settings.name()));
      case 502, 503, 504 ->
          throw new StorageException(
              UNREACHABLE, "Cannot reach %s: it answers %d".formatted(settings.name(), status));
      default ->
          throw new StorageException(
              "KUBO-ANSWER",
              "Cannot do %s: %s answers %d; perhaps it is no Kubo, or this is not its RPC API"
                  .formatted(call.command(), settings.name(), status));
    }
  }

  private IOException refusal(KuboCall call, String body) {
    String message;
    try {
      message = MAPPER.readTree(body).path("Message").asText(body);
    } catch (JsonProcessingException e) {
      message = body;
    }
    Optional<NotOnNodeException> missing = NotOnNodeException.find(message, settings.name());
    if (missing.isPresent()) {
      return missing.get();
    }
    if (message.contains("no space left on device")) {
      return new StorageException(
          "KUBO-DISK",
          "Cannot do %s: the disk of %s is full; perhaps 'ipfs repo gc' frees some of it"
              .formatted(call.command(), settings.name()));
    }
    return new StorageException(
        "KUBO-REFUSED",
        "Cannot do %s: %s says: %s"
            .formatted(call.command(), settings.name(), KuboAnswer.shown(message)));
  }
}

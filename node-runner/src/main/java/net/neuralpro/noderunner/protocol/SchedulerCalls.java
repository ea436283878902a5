package net.neuralpro.noderunner.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.connectors.storage.http.Web;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * Calls a scheduler in the name of an account: each call is signed, each answer bounded and
 * checked, and no redirect followed. Safe for use by several threads.
 */
public final class SchedulerCalls {
  /** Longer than the scheduler waits before it says that nothing came. */
  private static final Duration STALL = Protocol.MAX_WAIT.plusSeconds(40);

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int PART = 1 << 16;

  private final URI scheduler;
  private final Domain domain;
  private final Address account;
  private final ContributorKey key;
  private final Clock clock;
  private final Web web = new Web(Reach.ANY, STALL);

  /**
   * @param scheduler where it is, without a path
   * @param domain of the network's {@code TaskEscrow}
   * @param account in whose name is called
   * @param key the account's, or its hot key
   */
  public SchedulerCalls(
      URI scheduler, Domain domain, Address account, ContributorKey key, Clock clock) {
    this.scheduler = scheduler;
    this.domain = domain;
    this.account = account;
    this.key = key;
    this.clock = clock;
  }

  /** What a network's scheduler says of the network, to anybody. */
  public static NetworkDescription describe(URI scheduler) throws IOException {
    Web web = new Web(Reach.ANY, STALL);
    try (Web.Answer answer =
        web.send(HttpRequest.newBuilder(scheduler.resolve(Protocol.NETWORK)).GET())) {
      return read(answer, NetworkDescription.class);
    }
  }

  /**
   * Asks for something.
   *
   * @param target path and query
   * @throws RefusedCallException if the scheduler refuses
   */
  public <T> T get(String target, Class<T> type) throws IOException {
    try (Web.Answer answer = send("GET", target, Digest.of(sha256().digest()), noBody())) {
      return read(answer, type);
    }
  }

  /** A block by its identifier, or empty if it is not there for this account. */
  public Optional<Block> block(String target, Cid cid) throws IOException {
    try (Web.Answer answer = send("GET", target, Digest.of(sha256().digest()), noBody())) {
      if (answer.status() == NOT_FOUND) {
        return Optional.empty();
      }
      requireSuccess(answer);
      Block block = Block.of(cid.codec(), answer.bytes(Block.MAX_SIZE));
      if (!block.cid().equals(cid)) {
        throw new RefusedCallException(
            "PROTOCOL-ALTERED",
            "Cannot use what %s sent as block %s: it is %s".formatted(scheduler, cid, block.cid()));
      }
      return Optional.of(block);
    }
  }

  /** Says something, and reads the answer. */
  public <T> T post(String target, Object message, Class<T> type) throws IOException {
    try (Web.Answer answer = post(target, message)) {
      return read(answer, type);
    }
  }

  /** Says something that has no answer. */
  public void tell(String target, Object message) throws IOException {
    try (Web.Answer answer = post(target, message)) {
      requireSuccess(answer);
    }
  }

  /** Sends a file. */
  public void put(String target, Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] part = new byte[PART];
      while (in.read(part) >= 0) {
        continue;
      }
    }
    try (Web.Answer answer =
        send("PUT", target, Digest.of(digest.digest()), HttpRequest.BodyPublishers.ofFile(file))) {
      requireSuccess(answer);
    }
  }

  private Web.Answer post(String target, Object message) throws IOException {
    byte[] body = DagJson.write(message);
    return send(
        "POST",
        target,
        Digest.of(sha256().digest(body)),
        HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private Web.Answer send(
      String method, String target, Digest body, HttpRequest.BodyPublisher publisher)
      throws IOException {
    SignedCall call = new SignedCall(method, target, body, clock.instant().getEpochSecond());
    return web.send(
        HttpRequest.newBuilder(scheduler.resolve(target))
            .method(method, publisher)
            .header(SignedCall.ACCOUNT, account.text())
            .header(SignedCall.TIME, String.valueOf(call.time()))
            .header(SignedCall.BODY, body.hex())
            .header(SignedCall.SIGNATURE, call.sign(domain, key).hex()));
  }

  private static <T> T read(Web.Answer answer, Class<T> type) throws IOException {
    requireSuccess(answer);
    try {
      return DagJson.read(answer.bytes(Protocol.MAX_MESSAGE), type);
    } catch (MalformedContentException e) {
      throw new RefusedCallException(
          "PROTOCOL-ANSWER",
          "Cannot understand %s: %s; perhaps it is no scheduler, or of another version"
              .formatted(answer.uri(), e.getMessage()));
    }
  }

  /** A fault of the caller's is final; one of the scheduler's may pass. */
  private static void requireSuccess(Web.Answer answer) throws IOException {
    int status = answer.status();
    if (status == OK || status == NO_CONTENT) {
      return;
    }
    if (status >= 400 && status < 500) {
      try {
        Refusal refusal = DagJson.read(answer.bytes(Protocol.MAX_MESSAGE), Refusal.class);
        throw new RefusedCallException(refusal.rule(), refusal.message());
      } catch (MalformedContentException e) {
        throw new RefusedCallException(
            "PROTOCOL-ANSWER", "%s answers %d".formatted(answer.uri(), status));
      }
    }
    if (status == UNAVAILABLE && !answer.header("Retry-After").isEmpty()) {
      throw later(answer);
    }
    throw new IOException("%s answers %d: %s".formatted(answer.uri(), status, answer.message()));
  }

  private static LaterException later(Web.Answer answer) throws IOException {
    Duration pause = LONGEST_PAUSE;
    try {
      long seconds = Long.parseLong(answer.header("Retry-After"));
      if (seconds >= 0 && seconds < LONGEST_PAUSE.toSeconds()) {
        pause = Duration.ofSeconds(seconds);
      }
      Refusal refusal = DagJson.read(answer.bytes(Protocol.MAX_MESSAGE), Refusal.class);
      return new LaterException(refusal.rule(), refusal.message(), pause);
    } catch (MalformedContentException | NumberFormatException e) {
      return new LaterException(
          "PROTOCOL-ANSWER", "%s cannot take calls now".formatted(answer.uri()), pause);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

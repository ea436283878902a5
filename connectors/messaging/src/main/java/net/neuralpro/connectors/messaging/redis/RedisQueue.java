package net.neuralpro.connectors.messaging.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.Times;
import net.neuralpro.connectors.messaging.Work;
import net.neuralpro.connectors.messaging.WorkQueue;

/**
 * A queue of streams on a Redis server, which any number of processes share. Each step is one
 * script on the server; what it keeps is told there. Times are the server's.
 */
public final class RedisQueue implements WorkQueue {
  private static final byte[] SCRIPT = script();

  private final RedisServer server;
  private final byte[] prefix;
  private final int capacity;

  /**
   * A queue on a server, which is first called when the queue is.
   *
   * @param name which of the queues there, named as work is
   * @param capacity how many unfinished pieces it may know
   * @throws MessagingException QUEUE-SETTINGS if the password cannot be read
   */
  public RedisQueue(RedisAddress address, String name, int capacity) throws MessagingException {
    Work.requireName("queue", name);
    if (capacity < 1) {
      throw new IllegalArgumentException("Cannot make a queue for " + capacity + " pieces of work");
    }
    this.server = new RedisServer(address);
    this.prefix = ("{neural:queue:" + name + "}").getBytes(UTF_8);
    this.capacity = capacity;
  }

  private static byte[] script() {
    try (InputStream in = RedisQueue.class.getResourceAsStream("queue.lua")) {
      return Objects.requireNonNull(in, "queue.lua").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean offer(Work work) throws MessagingException {
    String answer =
        text(
            call(
                    bytes("offer"),
                    bytes(work.id()),
                    bytes(work.lane()),
                    bytes(String.valueOf(work.priority())),
                    work.body(),
                    bytes(String.valueOf(capacity)))
                .get(0));
    if (answer.equals("full")) {
      throw new MessagingException(
          "QUEUE-FULL",
          "Cannot queue %s: %d pieces of work are unfinished".formatted(work.id(), capacity));
    }
    return answer.equals("added");
  }

  @Override
  public Optional<Held> take(String consumer, Duration holdFor) throws MessagingException {
    Work.requireName("consumer", consumer);
    String token = UUID.randomUUID().toString();
    List<byte[]> answer =
        call(
            bytes("take"),
            bytes(consumer),
            bytes(String.valueOf(Times.millis(holdFor))),
            bytes(token),
            bytes(String.valueOf(Work.MAX_BODY)));
    return switch (text(answer.get(0))) {
      case "nothing" -> Optional.empty();
      case "taken" -> Optional.of(held(answer, token));
      default -> throw malformed(text(answer.get(1)));
    };
  }

  private Held held(List<byte[]> answer, String token) throws MessagingException {
    try {
      Work work =
          new Work(
              text(answer.get(1)),
              text(answer.get(2)),
              Integer.parseInt(text(answer.get(3))),
              answer.get(4));
      return new Held(work, Integer.parseInt(text(answer.get(5))), token);
    } catch (IllegalArgumentException e) {
      call(bytes("drop"), answer.get(1));
      throw malformed("work of a name that the queue does not use");
    }
  }

  private MessagingException malformed(String what) {
    return new MessagingException(
        "QUEUE-MALFORMED",
        "Cannot hand out what %s held: %s; it was dropped; perhaps another program writes there"
            .formatted(server.name(), what));
  }

  @Override
  public boolean renew(Held held, Duration holdFor) throws MessagingException {
    return isYes(
        call(
            bytes("renew"),
            bytes(held.work().id()),
            bytes(held.token()),
            bytes(String.valueOf(Times.millis(holdFor)))));
  }

  @Override
  public boolean finish(Held held) throws MessagingException {
    return isYes(call(bytes("finish"), bytes(held.work().id()), bytes(held.token())));
  }

  @Override
  public boolean release(Held held) throws MessagingException {
    return isYes(call(bytes("release"), bytes(held.work().id()), bytes(held.token())));
  }

  @Override
  public long waiting() throws MessagingException {
    return Long.parseLong(text(call(bytes("count")).get(0)));
  }

  @Override
  public long held() throws MessagingException {
    return Long.parseLong(text(call(bytes("count")).get(1)));
  }

  @Override
  public void close() {
    server.close();
  }

  private List<byte[]> call(byte[]... arguments) throws MessagingException {
    byte[][] keys = {prefix};
    return server.call(
        commands -> {
          try {
            return commands.evalsha(
                commands.digest(SCRIPT), ScriptOutputType.MULTI, keys, arguments);
          } catch (RedisNoScriptException e) {
            return commands.eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments);
          }
        });
  }

  private static boolean isYes(List<byte[]> answer) {
    return text(answer.get(0)).equals("yes");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}

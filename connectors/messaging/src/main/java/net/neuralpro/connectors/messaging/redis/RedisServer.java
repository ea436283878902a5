package net.neuralpro.connectors.messaging.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.PasswordFile;
import org.jspecify.annotations.Nullable;

/** A connection to a Redis server, made at the first call and again whenever it broke. */
final class RedisServer implements AutoCloseable {
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\d{1,4})\\.(\\d{1,4})");
  private static final int OLDEST_MAJOR = 6;
  private static final int OLDEST_MINOR = 2;

  private final RedisAddress address;
  private final ClientResources resources;
  private final RedisClient client;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  RedisServer(RedisAddress address) throws MessagingException {
    this.address = address;
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withTimeout(address.timeout());
    if (address.password().isPresent()) {
      uri.withPassword(PasswordFile.read(address.password().get()));
    }
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(10), Duration.ofSeconds(2), 2, TimeUnit.MILLISECONDS))
            .build();
    this.client = RedisClient.create(resources, uri.build());
    // A call whose answer was lost fails; repeated unseen, a finish would contradict itself.
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter(command -> true)
            .timeoutOptions(TimeoutOptions.enabled(address.timeout()))
            .socketOptions(SocketOptions.builder().connectTimeout(address.timeout()).build())
            .build());
  }

  String name() {
    return address.name();
  }

  /**
   * Calls the server.
   *
   * @throws MessagingException QUEUE-UNREACHABLE, QUEUE-PASSWORD, QUEUE-VERSION, QUEUE-SETTINGS, or
   *     QUEUE-MALFORMED if a key has another type than it must
   */
  <T> T call(Function<RedisCommands<byte[], byte[]>, T> call) throws MessagingException {
    try {
      return call.apply(connected().sync());
    } catch (RedisException e) {
      throw failure(e);
    }
  }

  private StatefulRedisConnection<byte[], byte[]> connected() throws MessagingException {
    StatefulRedisConnection<byte[], byte[]> made = connection;
    return made == null ? connect() : made;
  }

  /** Connects once; who comes meanwhile waits for that, but not for one attempt after another. */
  private StatefulRedisConnection<byte[], byte[]> connect() throws MessagingException {
    boolean mine = false;
    try {
      mine = connecting.tryLock(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw unreachable("it does not answer");
      }
      StatefulRedisConnection<byte[], byte[]> made = connection;
      if (made == null) {
        made = client.connect(ByteArrayCodec.INSTANCE);
        requireFitOrClose(made);
        connection = made;
      }
      return made;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("this thread was interrupted");
    } finally {
      if (mine) {
        connecting.unlock();
      }
    }
  }

  private void requireFitOrClose(StatefulRedisConnection<byte[], byte[]> made)
      throws MessagingException {
    try {
      requireFit(made.sync().info());
    } catch (MessagingException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private MessagingException unreachable(String reason) {
    return new MessagingException(
        "QUEUE-UNREACHABLE", "Cannot use " + name() + ": " + reason + "; try again later");
  }

  private void requireFit(String info) throws MessagingException {
    Matcher version = VERSION.matcher(info);
    if (!version.find()) {
      throw new MessagingException("QUEUE-VERSION", "Cannot use " + name() + ": it has no version");
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
      throw new MessagingException(
          "QUEUE-VERSION",
          "Cannot use %s: its version is %d.%d; %d.%d or newer is needed"
              .formatted(name(), major, minor, OLDEST_MAJOR, OLDEST_MINOR));
    }
    if (!info.contains("maxmemory_policy:noeviction")) {
      throw new MessagingException(
          "QUEUE-SETTINGS",
          "Cannot use "
              + name()
              + ": it drops parts of a queue when memory is short; set maxmemory-policy noeviction");
    }
  }

  private MessagingException failure(RedisException failed) {
    String text = "";
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      text += cause.getMessage() + "\n";
    }
    MessagingException failure;
    if (text.contains("NOAUTH") || text.contains("WRONGPASS") || text.contains("ERR AUTH")) {
      failure =
          new MessagingException(
              "QUEUE-PASSWORD",
              "Cannot use "
                  + name()
                  + ": it demands another password; name the file that holds it");
    } else if (text.contains("WRONGTYPE")) {
      failure =
          new MessagingException(
              "QUEUE-MALFORMED",
              "Cannot use " + name() + ": another program wrote a key of another type there");
    } else {
      String reason =
          failed instanceof RedisCommandExecutionException
              ? "it refused: " + shortened(String.valueOf(failed.getMessage()))
              : "it does not answer";
      failure = unreachable(reason);
    }
    failure.initCause(failed);
    return failure;
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, address.timeout());
    resources.shutdown(0, address.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}

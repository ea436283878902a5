package net.neuralpro.connectors.messaging.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.Times;
import net.neuralpro.connectors.messaging.Work;

/** A cache on a Redis server; its values take no more room than their time to live allows. */
public final class RedisCache implements Cache {
  private final RedisServer server;
  private final String prefix;

  /**
   * A cache on a server, which is first called when the cache is.
   *
   * @param name which of the caches there, named as work is
   * @throws MessagingException QUEUE-SETTINGS if the password cannot be read
   */
  public RedisCache(RedisAddress address, String name) throws MessagingException {
    Work.requireName("cache", name);
    this.server = new RedisServer(address);
    this.prefix = "neural:cache:" + name + ":";
  }

  @Override
  public Optional<byte[]> get(String key) throws MessagingException {
    byte[] place = place(key);
    try {
      // One byte more than may be there tells a value that is too long, and no more is read.
      Optional<byte[]> value =
          server.call(
              commands -> {
                byte[] bytes = commands.getrange(place, 0, MAX_VALUE);
                return bytes.length > 0 || commands.exists(place) > 0
                    ? Optional.of(bytes)
                    : Optional.empty();
              });
      if (value.isPresent() && value.get().length > MAX_VALUE) {
        throw malformed("a value of more than " + MAX_VALUE + " bytes");
      }
      return value;
    } catch (MessagingException e) {
      throw ofCache(e);
    }
  }

  @Override
  public void put(String key, byte[] value, Duration timeToLive) throws MessagingException {
    Cache.requireValue(value, timeToLive);
    byte[] place = place(key);
    try {
      server.call(
          commands -> commands.set(place, value, SetArgs.Builder.px(Times.millis(timeToLive))));
    } catch (MessagingException e) {
      throw ofCache(e);
    }
  }

  @Override
  public void remove(String key) throws MessagingException {
    byte[] place = place(key);
    try {
      server.call(commands -> commands.del(place));
    } catch (MessagingException e) {
      throw ofCache(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private byte[] place(String key) {
    Cache.requireKey(key);
    return (prefix + key).getBytes(UTF_8);
  }

  private MessagingException malformed(String what) {
    return new MessagingException(
        "CACHE-MALFORMED",
        "Cannot read from %s: %s; perhaps another program writes there"
            .formatted(server.name(), what));
  }

  private MessagingException ofCache(MessagingException e) {
    return switch (e.rule()) {
      case "QUEUE-MALFORMED" -> malformed("a key of another type");
      case "CACHE-MALFORMED" -> e;
      default -> new MessagingException("CACHE-UNREACHABLE", String.valueOf(e.getMessage()));
    };
  }
}

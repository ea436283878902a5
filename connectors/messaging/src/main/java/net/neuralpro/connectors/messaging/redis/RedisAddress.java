package net.neuralpro.connectors.messaging.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.messaging.Times;

/**
 * Where a Redis server is.
 *
 * @param host its name or address
 * @param port 1 to 65535
 * @param password the file that holds its password on one line, which only its owner may read
 * @param timeout how long a call may wait
 */
public record RedisAddress(String host, int port, Optional<Path> password, Duration timeout) {
  public RedisAddress {
    if (!host.matches("[A-Za-z0-9.:-]{1,253}") || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Cannot use a Redis server without host and port");
    }
    Times.millis(timeout);
  }

  /** What messages call the server. */
  String name() {
    return "the Redis server at " + host + ":" + port;
  }
}

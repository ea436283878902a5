package net.neuralpro.connectors.messaging.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.messaging.Times;

/**
 * Where Kafka brokers are.
 *
 * @param brokers as {@code host:port}, 1 to 16 of them
 * @param properties a file of further settings of Kafka's clients, such as how to log in, which
 *     only its owner may read
 * @param replicas how many brokers keep each queue, 1 to 16
 * @param timeout how long a call may wait
 */
public record KafkaAddress(
    List<String> brokers, Optional<Path> properties, int replicas, Duration timeout) {
  private static final int MOST = 16;

  public KafkaAddress {
    brokers = List.copyOf(brokers);
    if (brokers.isEmpty()
        || brokers.size() > MOST
        || !brokers.stream()
            .allMatch(broker -> broker.matches("[A-Za-z0-9.:-]{1,253}:[0-9]{1,5}"))) {
      throw new IllegalArgumentException("Cannot use Kafka without 1 to 16 brokers as host:port");
    }
    if (replicas < 1 || replicas > MOST) {
      throw new IllegalArgumentException("Cannot keep " + replicas + " copies of a queue: 1 to 16");
    }
    Times.millis(timeout);
  }

  /** What messages call the brokers. */
  String name() {
    return "Kafka at " + String.join(", ", brokers);
  }
}

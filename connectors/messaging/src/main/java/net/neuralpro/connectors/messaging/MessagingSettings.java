package net.neuralpro.connectors.messaging;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.messaging.kafka.KafkaAddress;
import net.neuralpro.connectors.messaging.kafka.KafkaQueue;
import net.neuralpro.connectors.messaging.memory.MemoryCache;
import net.neuralpro.connectors.messaging.memory.MemoryQueue;
import net.neuralpro.connectors.messaging.redis.RedisAddress;
import net.neuralpro.connectors.messaging.redis.RedisCache;
import net.neuralpro.connectors.messaging.redis.RedisQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which queue and cache are used: the file {@code messaging.yaml} of the workspace, or without one
 * those of this process.
 *
 * @param capacity how many unfinished pieces of work a queue may know
 * @param redis the server that keeps caches, and queues unless Kafka does; if one is used
 * @param kafka the brokers that keep queues, if they are used
 */
public record MessagingSettings(
    int capacity, Optional<RedisAddress> redis, Optional<KafkaAddress> kafka) {
  /** The file's name in the workspace. */
  public static final String FILE = "messaging.yaml";

  private static final int USUAL_CAPACITY = 100_000;
  private static final long CACHE_SIZE = 64L << 20;
  private static final int MAX_SIZE = 1 << 20;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(new YAMLFactory())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** What is used where nothing is written down. */
  public static MessagingSettings inProcess() {
    return new MessagingSettings(USUAL_CAPACITY, Optional.empty(), Optional.empty());
  }

  /**
   * Reads the settings of a workspace.
   *
   * @throws MessagingException QUEUE-SETTINGS if they cannot be used
   */
  public static MessagingSettings read(Path workspace) throws IOException {
    Path file = workspace.resolve(FILE);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_SIZE + 1);
    } catch (NoSuchFileException e) {
      return inProcess();
    }
    if (bytes.length > MAX_SIZE) {
      throw new MessagingException(
          "QUEUE-SETTINGS", "Cannot read " + file + ": it is longer than a mebibyte");
    }
    try {
      JsonNode written = MAPPER.readTree(bytes);
      return written.isMissingNode() || written.isNull()
          ? inProcess()
          : MAPPER.readValue(bytes, Written.class).in(workspace);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw new MessagingException(
          "QUEUE-SETTINGS",
          "Cannot read %s, line %d: %s; see docs/reference/messaging.md"
              .formatted(
                  file, location == null ? 1 : location.getLineNr(), e.getOriginalMessage()));
    }
  }

  /** The queue of a name; those of a server are shared by all who name it alike. */
  public WorkQueue queue(String name) throws MessagingException {
    if (kafka.isPresent()) {
      return new KafkaQueue(kafka.get(), name, capacity);
    }
    return redis.isPresent()
        ? new RedisQueue(redis.get(), name, capacity)
        : new MemoryQueue(capacity);
  }

  /** The cache of a name. */
  public Cache cache(String name) throws MessagingException {
    return redis.isPresent() ? new RedisCache(redis.get(), name) : new MemoryCache(CACHE_SIZE);
  }

  /**
   * The file as it is written.
   *
   * @param capacity how many unfinished pieces of work a queue may know
   * @param redis the server, if one is used
   * @param kafka the brokers, if they are used
   */
  record Written(int capacity, @Nullable Redis redis, @Nullable Kafka kafka) {
    Written {
      capacity = capacity == 0 ? USUAL_CAPACITY : capacity;
      if (capacity < 1 || capacity > 10_000_000) {
        throw new IllegalArgumentException("capacity is 1 to 10000000");
      }
    }

    private MessagingSettings in(Path workspace) {
      return new MessagingSettings(
          capacity,
          Optional.ofNullable(redis).map(server -> server.in(workspace)),
          Optional.ofNullable(kafka).map(brokers -> brokers.in(workspace)));
    }
  }

  /**
   * A Redis server as it is written.
   *
   * @param host its name or address
   * @param port its port
   * @param passwordFile from the workspace if it is relative
   * @param timeoutSeconds how long a call may wait
   */
  record Redis(String host, int port, @Nullable Path passwordFile, int timeoutSeconds) {
    private static final int USUAL_PORT = 6379;

    Redis(@Nullable String host, int port, @Nullable Path passwordFile, int timeoutSeconds) {
      this.host = host == null ? "127.0.0.1" : host;
      this.port = port == 0 ? USUAL_PORT : port;
      this.passwordFile = passwordFile;
      this.timeoutSeconds = timeoutSeconds == 0 ? 5 : timeoutSeconds;
      in(Path.of(""));
    }

    private RedisAddress in(Path workspace) {
      return new RedisAddress(
          host,
          port,
          Optional.ofNullable(passwordFile).map(workspace::resolve),
          Duration.ofSeconds(timeoutSeconds));
    }
  }

  /**
   * Kafka brokers as they are written.
   *
   * @param brokers as {@code host:port}
   * @param propertiesFile further settings of Kafka's clients; from the workspace if relative
   * @param replicas how many brokers keep each queue
   * @param timeoutSeconds how long a call may wait
   */
  record Kafka(
      List<String> brokers, @Nullable Path propertiesFile, int replicas, int timeoutSeconds) {
    Kafka(
        @Nullable List<String> brokers,
        @Nullable Path propertiesFile,
        int replicas,
        int timeoutSeconds) {
      this.brokers = brokers == null ? List.of("127.0.0.1:9092") : List.copyOf(brokers);
      this.propertiesFile = propertiesFile;
      this.replicas = replicas == 0 ? 1 : replicas;
      this.timeoutSeconds = timeoutSeconds == 0 ? 10 : timeoutSeconds;
      in(Path.of(""));
    }

    private KafkaAddress in(Path workspace) {
      return new KafkaAddress(
          brokers,
          Optional.ofNullable(propertiesFile).map(workspace::resolve),
          replicas,
          Duration.ofSeconds(timeoutSeconds));
    }
  }
}

package net.neuralpro.connectors.messaging.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.neuralpro.connectors.messaging.MessagingException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log of a queue: a topic of one partition, whose records have the brokers' times. A thread
 * reads it from its beginning into a {@link Replica}, and anew if the brokers lost a part.
 */
final class QueueLog implements Closeable {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final int MAX_PROPERTIES = 1 << 16;
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaAddress address;
  private final TopicPartition partition;
  private final Replica replica;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Opens the log, which is made if it is not there.
   *
   * @throws MessagingException QUEUE-SETTINGS, or QUEUE-UNREACHABLE
   */
  QueueLog(KafkaAddress address, String topic, Replica replica) throws MessagingException {
    this.address = address;
    this.partition = new TopicPartition(topic, 0);
    this.replica = replica;
    Map<Object, Object> settings = settings(address);
    Admin made = Admin.create(properties(settings));
    try {
      makeTopic(made);
    } catch (MessagingException e) {
      made.close(Duration.ZERO);
      throw e;
    }
    admin = made;
    Properties writing = properties(settings);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis());
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) millis());
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    Properties reading = properties(settings);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    reader = new Thread(this::read, "queue-log-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private static Map<Object, Object> settings(KafkaAddress address) throws MessagingException {
    Properties settings = new Properties();
    if (address.properties().isPresent()) {
      try {
        settings.load(new StringReader(privateText(address.properties().get())));
      } catch (MessagingException e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        throw rejected(address.properties().get(), "it cannot be read");
      }
    }
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", address.brokers()));
    int timeout = (int) Math.min(Integer.MAX_VALUE, address.timeout().toMillis());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    return settings;
  }

  private static String privateText(Path file) throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw rejected(file, "others may read it; make it yours alone by chmod 600");
    }
    if (Files.size(file) > MAX_PROPERTIES) {
      throw rejected(file, "it is longer than " + MAX_PROPERTIES + " bytes");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static MessagingException rejected(Path file, String reason) {
    return new MessagingException(
        "QUEUE-SETTINGS", "Cannot use the settings in " + file + ": " + reason);
  }

  private static Properties properties(Map<Object, Object> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  /** Brokers must not drop a part of the log by themselves: then its readers would disagree. */
  private void makeTopic(Admin made) throws MessagingException {
    NewTopic topic =
        new NewTopic(partition.topic(), Optional.of(1), Optional.of((short) address.replicas()))
            .configs(
                Map.of(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
                    TopicConfig.RETENTION_MS_CONFIG, "-1",
                    TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
    try {
      get(made.createTopics(List.of(topic)).all());
    } catch (MessagingException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private long millis() {
    return address.timeout().toMillis();
  }

  private void read() {
    boolean lost = true;
    while (!closed) {
      try {
        if (lost) {
          consumer.seekToBeginning(List.of(partition));
          replica.begin(consumer.position(partition, address.timeout()));
          lost = false;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          replica.apply(record.offset(), record.timestamp(), Step.read(record.value()));
        }
      } catch (InvalidOffsetException e) {
        lost = true;
      } catch (WakeupException | InterruptException e) {
        break;
      } catch (RetriableException e) {
        continue;
      }
    }
    consumer.close(Duration.ZERO);
  }

  /** Appends a record; when this returns the brokers have it. */
  void append(Step step) throws MessagingException {
    try {
      producer
          .send(new ProducerRecord<>(partition.topic(), 0, null, step.bytes()))
          .get(millis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  /** Reads up to what is the log's end at this moment. */
  void catchUp() throws MessagingException {
    long end =
        get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
            .offset();
    try {
      if (!replica.awaitRead(end, millis())) {
        throw unreachable(new TimeoutException("its log cannot be read"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  /** Drops what is before an offset. */
  void drop(long offset) throws MessagingException {
    get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all());
  }

  private <T> T get(KafkaFuture<T> future) throws MessagingException {
    try {
      return future.get(millis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  MessagingException unreachable(Throwable cause) {
    MessagingException unreachable =
        new MessagingException(
            "QUEUE-UNREACHABLE",
            "Cannot use %s: it does not answer (%s); try again later"
                .formatted(address.name(), cause.getClass().getSimpleName()));
    unreachable.initCause(cause);
    return unreachable;
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    try {
      reader.join(millis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

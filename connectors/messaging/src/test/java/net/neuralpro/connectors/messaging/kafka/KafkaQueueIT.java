package net.neuralpro.connectors.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.connectors.messaging.WorkQueueContract;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaQueueIT extends WorkQueueContract {
  private static final Duration LONG = Duration.ofMinutes(5);
  @TempDir static Path folder;
  private static KafkaProcess kafka;
  private static int queues;

  @BeforeAll
  static void start() throws Exception {
    kafka = new KafkaProcess(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @Override
  protected WorkQueue make() {
    return another(++queues);
  }

  private static WorkQueue another(int number) {
    return new KafkaQueue(kafka.address(), "q" + number, CAPACITY);
  }

  @Test
  void processesShareAQueue() throws Exception {
    queue.offer(work("a", "x", 1));
    queue.offer(work("b", "x", 1));
    try (WorkQueue other = another(queues)) {
      Held first = other.take("other", LONG).orElseThrow();
      Held second = queue.take("one", LONG).orElseThrow();

      assertThat(first.work().id()).isEqualTo("a");
      assertThat(second.work().id()).isEqualTo("b");
      assertThat(queue.finish(first)).isTrue();
      assertThat(other.finish(first)).isFalse();
      assertThat(other.held()).isEqualTo(1);
    }
  }

  @Test
  void whoComesLaterKnowsWhatWasBefore() throws Exception {
    queue.offer(work("a", "x", 1));
    Held held = queue.take("c", LONG).orElseThrow();
    queue.offer(work("b", "x", 1));
    try (WorkQueue later = another(queues)) {
      assertThat(later.offer(work("a", "x", 1))).isFalse();
      assertThat(later.waiting()).isEqualTo(1);
      assertThat(later.finish(held)).isTrue();
    }
  }

  @Test
  void foreignRecordsChangeNothing() throws Exception {
    queue.offer(work("a", "x", 1));
    try (KafkaProducer<byte[], byte[]> stranger =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.address().brokers().get(0)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] bytes : List.of(new byte[0], new byte[] {9}, new byte[40], new byte[] {0, 1})) {
        stranger.send(new ProducerRecord<>("neural.queue.q" + queues, 0, null, bytes)).get();
      }
    }

    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.take("c", LONG)).isPresent();
  }

  @Test
  void everyPieceIsFinishedThoughTheBrokerIsKilled(@TempDir Path own) throws Exception {
    Random random = new Random(1);
    try (KafkaProcess mortal = new KafkaProcess(own);
        WorkQueue queue = new KafkaQueue(mortal.address(), "q", 1000)) {
      Set<String> unfinished = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        unfinished.add("w" + i);
      }
      int kills = 0;
      int untilKill = 1 + random.nextInt(30);
      while (!unfinished.isEmpty()) {
        try {
          for (String id : unfinished) {
            queue.offer(work(id, "lane" + id.length(), 1));
          }
          for (Optional<Held> held = queue.take("c", Duration.ofSeconds(2));
              held.isPresent();
              held = queue.take("c", Duration.ofSeconds(2))) {
            if (kills < 3 && --untilKill == 0) {
              kills++;
              untilKill = 1 + random.nextInt(30);
              mortal.kill();
              mortal.start();
            }
            unfinished.remove(held.get().work().id());
            queue.finish(held.get());
          }
        } catch (MessagingException e) {
          assertThat(e.rule()).isEqualTo("QUEUE-UNREACHABLE");
        }
      }
      assertThat(kills).isEqualTo(3);
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .ignoreExceptions()
          .until(
              () -> {
                Optional<Held> late = queue.take("c", LONG);
                if (late.isPresent()) {
                  queue.finish(late.get());
                }
                return queue.waiting() + queue.held() == 0;
              });
    }
  }

  @Test
  void tellsWhenNoBrokerAnswers() throws Exception {
    KafkaAddress nowhere =
        new KafkaAddress(List.of("127.0.0.1:1"), Optional.empty(), 1, Duration.ofMillis(500));
    try (WorkQueue lost = new KafkaQueue(nowhere, "q", 1)) {
      assertThatThrownBy(lost::waiting)
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("Cannot use Kafka at 127.0.0.1:1: it does not answer")
          .extracting(e -> ((MessagingException) e).rule())
          .isEqualTo("QUEUE-UNREACHABLE");
    }
  }

  @Test
  void demandsThatItsSettingsArePrivate(@TempDir Path own) throws Exception {
    Path settings = Files.writeString(own.resolve("client.properties"), "sasl.password=horse\n");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
    KafkaAddress address =
        new KafkaAddress(
            kafka.address().brokers(), Optional.of(settings), 1, Duration.ofSeconds(5));
    try (WorkQueue told = new KafkaQueue(address, "q", 1)) {
      assertThatThrownBy(told::waiting)
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("others may read it")
          .hasMessageNotContaining("horse");
    }
  }
}

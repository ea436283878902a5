package net.neuralpro.connectors.messaging.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.Work;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.connectors.messaging.WorkQueueContract;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisQueueIT extends WorkQueueContract {
  private static final Duration LONG = Duration.ofMinutes(5);
  @TempDir static Path folder;
  private static RedisProcess redis;
  private static int queues;

  @BeforeAll
  static void start() throws Exception {
    redis = new RedisProcess(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @Override
  protected WorkQueue make() throws Exception {
    return new RedisQueue(redis.address(Optional.empty()), "q" + queues++, CAPACITY);
  }

  private static String key(String rest) {
    return "{neural:queue:q" + (queues - 1) + "}" + rest;
  }

  private static void command(String... command) throws Exception {
    try (RedisServer server = new RedisServer(redis.address(Optional.empty()))) {
      server.call(
          commands ->
              commands.eval(
                  "redis.call(unpack(ARGV)) return 'done'".getBytes(UTF_8),
                  io.lettuce.core.ScriptOutputType.VALUE,
                  new byte[0][],
                  java.util.Arrays.stream(command)
                      .map(text -> text.getBytes(UTF_8))
                      .toArray(byte[][]::new)));
    }
  }

  private void assertMalformed() {
    assertThatThrownBy(() -> queue.take("c", LONG))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("Cannot hand out what the Redis server at 127.0.0.1:")
        .extracting(e -> ((MessagingException) e).rule())
        .isEqualTo("QUEUE-MALFORMED");
  }

  @Test
  void dropsForeignEntriesAndTooLongBodiesAndGoesOn() throws Exception {
    queue.offer(work("good", "x", 1));
    queue.offer(work("long", "x", 1));
    queue.offer(work("odd", "x", 1));
    command("XADD", key(":1:x"), "*", "id", "stranger");
    command("HSET", key(":work:long"), "body", "b".repeat(Work.MAX_BODY + 1));
    command("HSET", key(":work:odd"), "attempt", "many");

    assertThat(queue.take("c", LONG).orElseThrow().work().id()).isEqualTo("good");
    assertMalformed();
    assertMalformed();
    assertMalformed();
    assertThat(queue.take("c", LONG)).isEmpty();
    assertThat(queue.offer(work("long", "x", 1))).isTrue();
    assertThat(queue.take("c", LONG)).isPresent();
  }

  @Test
  void tellsOfAKeyOfAnotherType() throws Exception {
    command("SET", key(":unfinished"), "text");

    assertThatThrownBy(() -> queue.offer(work("a", "x", 1)))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("another program wrote a key of another type")
        .extracting(e -> ((MessagingException) e).rule())
        .isEqualTo("QUEUE-MALFORMED");
  }

  @Test
  void demandsAPasswordFromAPrivateFile(@TempDir Path own) throws Exception {
    Path password = Files.writeString(own.resolve("password"), "correct-horse\n");
    try (RedisProcess locked = new RedisProcess(own, "--requirepass", "correct-horse")) {
      try (WorkQueue without = new RedisQueue(locked.address(Optional.empty()), "q", 1)) {
        assertThatThrownBy(without::waiting)
            .isInstanceOf(MessagingException.class)
            .hasMessageContaining("it demands another password")
            .extracting(e -> ((MessagingException) e).rule())
            .isEqualTo("QUEUE-PASSWORD");
      }
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(() -> new RedisQueue(locked.address(Optional.of(password)), "q", 1))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("others may read it")
          .hasMessageNotContaining("horse");
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
      try (WorkQueue with = new RedisQueue(locked.address(Optional.of(password)), "q", 1)) {
        assertThat(with.waiting()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyPieceIsFinishedThoughTheServerIsKilled(long seed, @TempDir Path own) throws Exception {
    Random random = new Random(seed);
    try (RedisProcess mortal = new RedisProcess(own);
        WorkQueue queue = new RedisQueue(mortal.address(Optional.empty()), "q", 1000)) {
      Set<String> unfinished = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        unfinished.add("w" + i);
      }
      int kills = 0;
      int untilKill = 0;
      while (!unfinished.isEmpty()) {
        try {
          for (String id : unfinished) {
            queue.offer(work(id, "lane" + id.length(), 1));
          }
          untilKill = 1 + random.nextInt(60);
          for (Optional<Held> held = queue.take("c", LONG);
              held.isPresent();
              held = queue.take("c", LONG)) {
            if (kills < 5 && --untilKill == 0) {
              kills++;
              mortal.kill();
            }
            if (queue.finish(held.get())) {
              unfinished.remove(held.get().work().id());
            }
          }
        } catch (MessagingException e) {
          assertThat(e.rule()).isEqualTo("QUEUE-UNREACHABLE");
          mortal.start();
          Awaitility.await()
              .atMost(20, TimeUnit.SECONDS)
              .ignoreExceptions()
              .until(() -> queue.waiting() == 0);
        }
      }
      assertThat(kills).isEqualTo(5);
      assertThat(queue.waiting() + queue.held()).isZero();
    }
  }

  @Test
  void refusesAServerThatMayDropPartsOfAQueue(@TempDir Path own) throws Exception {
    try (RedisProcess forgetful = new RedisProcess(own, "--maxmemory-policy", "allkeys-lru");
        WorkQueue lost = new RedisQueue(forgetful.address(Optional.empty()), "q", 1)) {
      assertThatThrownBy(lost::waiting)
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("set maxmemory-policy noeviction")
          .extracting(e -> ((MessagingException) e).rule())
          .isEqualTo("QUEUE-SETTINGS");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void consumersAtOnceFinishEveryPieceThoughTheServerIsKilled(long seed, @TempDir Path own)
      throws Exception {
    Random random = new Random(seed);
    Set<String> unfinished = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 400; i++) {
      unfinished.add("w" + i);
    }
    AtomicInteger finishes = new AtomicInteger();
    Set<Integer> killsAt = ConcurrentHashMap.newKeySet();
    while (killsAt.size() < 4) {
      killsAt.add(1 + random.nextInt(399));
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (RedisProcess mortal = new RedisProcess(own);
        WorkQueue queue = new RedisQueue(mortal.address(Optional.empty()), "q", 1000)) {
      List<Future<?>> consumers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String name = "c" + i;
        consumers.add(
            threads.submit(
                () -> {
                  consume(
                      queue,
                      name,
                      unfinished,
                      () -> {
                        if (killsAt.remove(finishes.incrementAndGet())) {
                          mortal.restart();
                        }
                      });
                  return null;
                }));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                offerAll(queue, unfinished);
                return unfinished.isEmpty();
              });
      for (Future<?> consumer : consumers) {
        consumer.get(20, TimeUnit.SECONDS);
      }
      assertThat(killsAt).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** What happens between a piece's end and the queue's being told. */
  private interface Step {
    void run() throws Exception;
  }

  /** The ledger's part: what is not finished by it is offered anew. */
  private static void offerAll(WorkQueue queue, Set<String> unfinished) {
    try {
      for (String id : unfinished) {
        queue.offer(work(id, "lane" + id.length(), 1));
      }
    } catch (MessagingException e) {
      assertThat(e.rule()).isEqualTo("QUEUE-UNREACHABLE");
    }
  }

  private static void consume(
      WorkQueue queue, String name, Set<String> unfinished, Step beforeFinish) throws Exception {
    while (!unfinished.isEmpty()) {
      try {
        Optional<Held> held = queue.take(name, Duration.ofSeconds(1));
        if (held.isPresent()) {
          unfinished.remove(held.get().work().id());
          beforeFinish.run();
          queue.finish(held.get());
        } else {
          Thread.onSpinWait();
        }
      } catch (MessagingException e) {
        assertThat(e.rule()).isEqualTo("QUEUE-UNREACHABLE");
      }
    }
  }
}

package net.neuralpro.connectors.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every queue does. */
public abstract class WorkQueueContract {
  protected static final int CAPACITY = 300;
  private static final Duration LONG = Duration.ofMinutes(5);

  protected WorkQueue queue;

  /** An empty queue for {@value #CAPACITY} pieces of work. */
  protected abstract WorkQueue make() throws Exception;

  @BeforeEach
  void open() throws Exception {
    queue = make();
  }

  @AfterEach
  void close() {
    queue.close();
  }

  protected static Work work(String id, String lane, int priority) {
    return new Work(id, lane, priority, id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private Held take() throws Exception {
    return queue.take("c", LONG).orElseThrow();
  }

  @Test
  void handsOutWhatWasOfferedWithItsWholeBody() throws Exception {
    byte[] body = new byte[Work.MAX_BODY];
    new java.util.Random(1).nextBytes(body);
    Work work = new Work("a", "lane", 3, body);

    assertThat(queue.offer(work)).isTrue();
    Held held = take();

    assertThat(held.work()).isEqualTo(work);
    assertThat(held.attempt()).isEqualTo(1);
    assertThat(queue.take("c", LONG)).isEmpty();
    assertThat(queue.waiting()).isZero();
    assertThat(queue.held()).isEqualTo(1);
  }

  @Test
  void anOfferOfUnfinishedWorkChangesNothing() throws Exception {
    assertThat(queue.offer(work("a", "x", 1))).isTrue();
    assertThat(queue.offer(work("a", "y", 2))).isFalse();
    Held held = take();
    assertThat(queue.offer(work("a", "y", 2))).isFalse();
    assertThat(held.work().lane()).isEqualTo("x");
    assertThat(queue.finish(held)).isTrue();
    assertThat(queue.offer(work("a", "y", 2))).isTrue();
  }

  @Test
  void finishSaysTrueOnce() throws Exception {
    queue.offer(work("a", "x", 1));
    Held held = take();

    assertThat(queue.finish(held)).isTrue();
    assertThat(queue.finish(held)).isFalse();
    assertThat(queue.renew(held, LONG)).isFalse();
    assertThat(queue.release(held)).isFalse();
    assertThat(queue.waiting() + queue.held()).isZero();
  }

  @Test
  void higherPrioritiesGoFirstAndLanesTakeTurns() throws Exception {
    for (int i = 0; i < 3; i++) {
      queue.offer(work("a" + i, "a", 1));
    }
    queue.offer(work("b0", "b", 1));
    queue.offer(work("b1", "b", 1));
    queue.offer(work("c0", "c", 9));

    List<String> order = new ArrayList<>();
    for (Optional<Held> held = queue.take("c", LONG);
        held.isPresent();
        held = queue.take("c", LONG)) {
      order.add(held.get().work().id());
    }

    assertThat(order).containsExactly("c0", "a0", "b0", "a1", "b1", "a2");
  }

  @Test
  void aLaneThatComesBackDoesNotOvertake() throws Exception {
    queue.offer(work("a0", "a", 1));
    queue.offer(work("a1", "a", 1));
    queue.offer(work("b0", "b", 1));
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Held held = take();
      order.add(held.work().lane());
      queue.finish(held);
      queue.offer(work("new" + i, held.work().lane(), 1));
    }

    assertThat(order).containsExactly("a", "b", "a", "b");
  }

  @Test
  void whatIsReleasedIsHandedOutAgainBeforeYoungerWork() throws Exception {
    queue.offer(work("a", "x", 1));
    queue.offer(work("b", "x", 1));
    Held first = take();

    assertThat(queue.release(first)).isTrue();
    assertThat(queue.release(first)).isFalse();
    assertThat(queue.waiting()).isEqualTo(2);
    Held again = take();

    assertThat(again.work().id()).isEqualTo("a");
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(queue.finish(first)).isFalse();
    assertThat(queue.finish(again)).isTrue();
  }

  @Test
  void whatIsNotFinishedInTimeIsHandedOutAgain() throws Exception {
    queue.offer(work("a", "x", 1));
    Held late = queue.take("dead", Duration.ofMillis(20)).orElseThrow();
    List<Held> again = new ArrayList<>();
    Awaitility.await()
        .until(
            () -> {
              queue.take("alive", LONG).ifPresent(again::add);
              return !again.isEmpty();
            });

    assertThat(again.get(0).attempt()).isEqualTo(2);
    assertThat(queue.renew(late, LONG)).isFalse();
    assertThat(queue.finish(late)).isFalse();
    assertThat(queue.finish(again.get(0))).isTrue();
  }

  @Test
  void lateWorkMayBeFinishedWhileNobodyElseHasIt() throws Exception {
    queue.offer(work("a", "x", 1));
    Held late = queue.take("slow", Duration.ofMillis(20)).orElseThrow();
    Awaitility.await().until(() -> queue.held() == 0);

    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.renew(late, LONG)).isFalse();
    assertThat(queue.finish(late)).isTrue();
    assertThat(queue.take("c", LONG)).isEmpty();
  }

  @Test
  void whatIsRenewedIsNotHandedOutAgain() throws Exception {
    queue.offer(work("a", "x", 1));
    queue.offer(work("b", "x", 1));
    Held kept = queue.take("c", Duration.ofSeconds(5)).orElseThrow();
    Held brief = queue.take("c", Duration.ofMillis(20)).orElseThrow();
    assertThat(queue.renew(kept, LONG)).isTrue();
    Awaitility.await().until(() -> queue.held() == 1);

    assertThat(take().work()).isEqualTo(brief.work());
    assertThat(queue.finish(kept)).isTrue();
  }

  @Test
  void refusesMoreThanItMayKnow() throws Exception {
    for (int i = 0; i < CAPACITY; i++) {
      queue.offer(work("a" + i, "x", 1));
    }

    assertThatThrownBy(() -> queue.offer(work("more", "x", 1)))
        .isInstanceOf(MessagingException.class)
        .hasMessage("Cannot queue more: 300 pieces of work are unfinished")
        .extracting(e -> ((MessagingException) e).rule())
        .isEqualTo("QUEUE-FULL");
    queue.finish(take());
    assertThat(queue.offer(work("more", "x", 1))).isTrue();
  }

  @Test
  void consumersAtOnceFinishEachPieceOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      queue.offer(work("w" + i, "lane" + i % 7, i % 3));
    }
    Set<String> finished = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> consumers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String name = "c" + i;
        consumers.add(
            () -> {
              int done = 0;
              for (Optional<Held> held = queue.take(name, LONG);
                  held.isPresent();
                  held = queue.take(name, LONG)) {
                if (queue.finish(held.get())) {
                  done++;
                  finished.add(held.get().work().id());
                }
              }
              return done;
            });
      }
      int sum = 0;
      for (Future<Integer> done : threads.invokeAll(consumers)) {
        sum += done.get();
      }
      assertThat(sum).isEqualTo(200);
      assertThat(finished).hasSize(200);
    } finally {
      threads.shutdownNow();
    }
  }
}

package net.neuralpro.connectors.messaging.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.Work;

class MemoryQueueProperties {
  @Property(tries = 200)
  void eachOfferIsFinishedOnceWhateverConsumersDo(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    AtomicLong clock = new AtomicLong();
    MemoryQueue queue = new MemoryQueue(1000, clock::get);
    Map<String, Integer> finishes = new HashMap<>();
    Map<String, Integer> attempts = new HashMap<>();
    int offered = 0;
    List<Held> hands = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      clock.addAndGet(random.nextInt(2_000_000));
      switch (random.nextInt(5)) {
        case 0 -> {
          String id = "w" + offered++;
          queue.offer(new Work(id, "l" + random.nextInt(4), random.nextInt(3), new byte[0]));
        }
        case 1 -> queue.take("c", Duration.ofMillis(1 + random.nextInt(20))).ifPresent(hands::add);
        default -> {
          if (!hands.isEmpty()) {
            Held held = hands.get(random.nextInt(hands.size()));
            switch (random.nextInt(3)) {
              case 0 -> queue.renew(held, Duration.ofMillis(5));
              case 1 -> queue.release(held);
              default -> {
                if (queue.finish(held)) {
                  finishes.merge(held.work().id(), 1, Integer::sum);
                }
              }
            }
          }
        }
      }
      assertThat(queue.waiting() + queue.held()).isEqualTo(offered - finishes.size());
    }
    clock.addAndGet(Duration.ofMinutes(1).toNanos());
    for (Held held : hands) {
      attempts.merge(held.work().id(), held.attempt(), Math::max);
    }
    for (Optional<Held> held = queue.take("c", Duration.ofMinutes(9));
        held.isPresent();
        held = queue.take("c", Duration.ofMinutes(9))) {
      String id = held.get().work().id();
      assertThat(held.get().attempt()).isEqualTo(attempts.getOrDefault(id, 0) + 1);
      assertThat(queue.finish(held.get())).isTrue();
      finishes.merge(id, 1, Integer::sum);
    }
    assertThat(finishes).hasSize(offered);
    assertThat(finishes.values()).allMatch(times -> times == 1);
  }

  @Property(tries = 200)
  void lanesThatWaitGetEqualShares(
      @ForAll @IntRange(min = 2, max = 8) int lanes,
      @ForAll @IntRange(min = 1, max = 20) int rounds,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    MemoryQueue queue = new MemoryQueue(10_000);
    for (int lane = 0; lane < lanes; lane++) {
      for (int i = 0; i < rounds + random.nextInt(50); i++) {
        queue.offer(new Work("w" + lane + "-" + i, "l" + lane, 5, new byte[0]));
      }
    }
    Map<String, Integer> shares = new HashMap<>();
    for (int i = 0; i < lanes * rounds; i++) {
      Held held = queue.take("c", Duration.ofMinutes(1)).orElseThrow();
      shares.merge(held.work().lane(), 1, Integer::sum);
    }

    assertThat(shares).hasSize(lanes);
    assertThat(shares.values()).allMatch(share -> share == rounds);
  }
}

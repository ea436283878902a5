package net.neuralpro.connectors.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.messaging.memory.MemoryCache;
import org.junit.jupiter.api.Test;

class ReadThroughTest {
  private final AtomicInteger loads = new AtomicInteger();
  private final Cache cache = new MemoryCache(2L * Cache.MAX_VALUE);

  private ReadThrough reader(ReadThrough.Source source) {
    return new ReadThrough(cache, source, Duration.ofMinutes(1));
  }

  @Test
  void loadsAValueOnceAndAnAbsentOneEachTime() throws Exception {
    ReadThrough reader =
        reader(
            key -> {
              loads.incrementAndGet();
              return key.equals("absent") ? Optional.empty() : Optional.of(new byte[] {7});
            });

    assertThat(reader.get("k")).hasValue(new byte[] {7});
    assertThat(reader.get("k")).hasValue(new byte[] {7});
    assertThat(loads).hasValue(1);
    assertThat(reader.get("absent")).isEmpty();
    assertThat(reader.get("absent")).isEmpty();
    assertThat(loads).hasValue(3);
  }

  @Test
  void asksTheSourceForAKeyOnceAtATime() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    ReadThrough reader =
        reader(
            key -> {
              loads.incrementAndGet();
              loading.countDown();
              try {
                answer.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              return Optional.of(new byte[] {7});
            });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Optional<byte[]>>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> reader.get("k")));
      }
      loading.await();
      answer.countDown();
      for (Future<Optional<byte[]>> value : readers) {
        assertThat(value.get()).hasValue(new byte[] {7});
      }
      assertThat(loads).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSourceThatFailsIsAskedAgain() throws Exception {
    ReadThrough reader =
        reader(
            key -> {
              if (loads.incrementAndGet() == 1) {
                throw new IOException("Cannot reach the source");
              }
              return Optional.of(new byte[] {7});
            });

    assertThatThrownBy(() -> reader.get("k")).hasMessage("Cannot reach the source");
    assertThat(reader.get("k")).isPresent();
  }
}

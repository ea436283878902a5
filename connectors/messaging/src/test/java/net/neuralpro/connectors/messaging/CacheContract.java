package net.neuralpro.connectors.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every cache does. */
public abstract class CacheContract {
  private static final Duration LONG = Duration.ofMinutes(5);

  protected Cache cache;

  /** An empty cache. */
  protected abstract Cache make() throws Exception;

  @BeforeEach
  void open() throws Exception {
    cache = make();
  }

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void keepsReplacesAndRemoves() throws Exception {
    assertThat(cache.get("k")).isEmpty();
    cache.put("k", new byte[] {1}, LONG);
    cache.put("k", new byte[] {2, 3}, LONG);
    cache.put("empty", new byte[0], LONG);

    assertThat(cache.get("k")).hasValue(new byte[] {2, 3});
    assertThat(cache.get("empty")).hasValue(new byte[0]);
    cache.remove("k");
    cache.remove("k");
    assertThat(cache.get("k")).isEmpty();
  }

  @Test
  void forgetsAfterTheTimeToLive() throws Exception {
    cache.put("k", new byte[] {1}, Duration.ofMillis(20));
    Awaitility.await().until(() -> cache.get("k").isEmpty());
  }

  @Test
  void keepsAValueOfTheLongestSizeAndNoLongerOne() throws Exception {
    cache.put("k", new byte[Cache.MAX_VALUE], LONG);

    assertThat(cache.get("k").orElseThrow()).hasSize(Cache.MAX_VALUE);
    assertThatThrownBy(() -> cache.put("k", new byte[Cache.MAX_VALUE + 1], LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot keep 1048577 bytes: at most 1048576");
  }
}

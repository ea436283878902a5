package net.neuralpro.connectors.messaging.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.CacheContract;
import org.junit.jupiter.api.Test;

class MemoryCacheTest extends CacheContract {
  @Override
  protected Cache make() {
    return new MemoryCache(2L * Cache.MAX_VALUE);
  }

  @Test
  void dropsWhatWasLongestNotAskedForWhenFull() throws Exception {
    byte[] value = new byte[900_000];
    cache.put("a", value, Duration.ofMinutes(1));
    cache.put("b", value, Duration.ofMinutes(1));
    cache.get("a");
    cache.put("c", value, Duration.ofMinutes(1));

    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("c")).isPresent();
  }
}

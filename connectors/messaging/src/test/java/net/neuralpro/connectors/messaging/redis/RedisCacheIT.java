package net.neuralpro.connectors.messaging.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.CacheContract;
import net.neuralpro.connectors.messaging.ReadThrough;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisCacheIT extends CacheContract {
  @TempDir static Path folder;
  private static RedisProcess redis;
  private static int caches;

  @BeforeAll
  static void start() throws Exception {
    redis = new RedisProcess(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @Override
  protected Cache make() throws Exception {
    return new RedisCache(redis.address(Optional.empty()), "c" + caches++);
  }

  @Test
  void aReaderGetsItsValueThoughTheServerIsDown(@TempDir Path own) throws Exception {
    RedisProcess mortal = new RedisProcess(own);
    try (Cache cache = new RedisCache(mortal.address(Optional.empty()), "c")) {
      ReadThrough reader =
          new ReadThrough(cache, key -> Optional.of(key.getBytes(UTF_8)), Duration.ofMinutes(1));
      assertThat(reader.get("a")).hasValue("a".getBytes(UTF_8));
      mortal.kill();
      assertThat(reader.get("a")).hasValue("a".getBytes(UTF_8));
    } finally {
      mortal.close();
    }
  }
}

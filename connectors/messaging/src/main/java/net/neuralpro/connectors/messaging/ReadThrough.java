package net.neuralpro.connectors.messaging;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Asks a cache first and then the source of the values. Of this process one call at a time asks the
 * source for a key, and the others wait for its answer. Absent values are not kept, and a cache
 * that is down only makes it slower.
 */
public final class ReadThrough {
  /** Where values come from. */
  @FunctionalInterface
  public interface Source {
    Optional<byte[]> load(String key) throws IOException;
  }

  private final Cache cache;
  private final Source source;
  private final Duration timeToLive;
  private final ConcurrentHashMap<String, CompletableFuture<Optional<byte[]>>> loading =
      new ConcurrentHashMap<>();

  public ReadThrough(Cache cache, Source source, Duration timeToLive) {
    Times.millis(timeToLive);
    this.cache = cache;
    this.source = source;
    this.timeToLive = timeToLive;
  }

  /**
   * The value of a key, if there is one.
   *
   * @throws IOException what the source threw
   */
  public Optional<byte[]> get(String key) throws IOException {
    Cache.requireKey(key);
    CompletableFuture<Optional<byte[]>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<byte[]>> other = loading.putIfAbsent(key, mine);
    if (other != null) {
      return answerOf(other);
    }
    try {
      Optional<byte[]> value = load(key);
      mine.complete(value.map(byte[]::clone));
      return value;
    } catch (IOException | RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(key, mine);
    }
  }

  private static Optional<byte[]> answerOf(CompletableFuture<Optional<byte[]>> load)
      throws IOException {
    try {
      return load.get().map(byte[]::clone);
    } catch (ExecutionException e) {
      throw new IOException("Another thread could not load it: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another thread loads", e);
    }
  }

  private Optional<byte[]> load(String key) throws IOException {
    boolean reachable = true;
    try {
      Optional<byte[]> kept = cache.get(key);
      if (kept.isPresent()) {
        return kept;
      }
    } catch (MessagingException e) {
      reachable = !e.rule().equals("CACHE-UNREACHABLE");
    }
    Optional<byte[]> loaded = source.load(key);
    if (reachable && loaded.isPresent() && loaded.get().length <= Cache.MAX_VALUE) {
      keep(key, loaded.get());
    }
    return loaded;
  }

  private void keep(String key, byte[] value) throws IOException {
    try {
      cache.put(key, value, timeToLive);
    } catch (MessagingException e) {
      if (!e.rule().startsWith("CACHE-")) {
        throw e;
      }
    }
  }
}

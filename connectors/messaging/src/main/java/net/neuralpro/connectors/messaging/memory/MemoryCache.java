package net.neuralpro.connectors.messaging.memory;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.Times;

/** A cache in this process's memory; when it is full, what was longest not asked for goes. */
public final class MemoryCache implements Cache {
  private record Value(byte[] bytes, long end) {}

  private final LinkedHashMap<String, Value> values = new LinkedHashMap<>(16, 0.75f, true);
  private final long capacity;
  private final LongSupplier nanos;
  private long size;

  /**
   * An empty cache.
   *
   * @param capacity how many bytes its values may have together
   */
  public MemoryCache(long capacity) {
    this(capacity, System::nanoTime);
  }

  MemoryCache(long capacity, LongSupplier nanos) {
    if (capacity < MAX_VALUE) {
      throw new IllegalArgumentException(
          "Cannot cache within %d bytes: a value may have %d".formatted(capacity, MAX_VALUE));
    }
    this.capacity = capacity;
    this.nanos = nanos;
  }

  @Override
  public synchronized Optional<byte[]> get(String key) {
    Cache.requireKey(key);
    Value value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (nanos.getAsLong() - value.end >= 0) {
      remove(key);
      return Optional.empty();
    }
    return Optional.of(value.bytes.clone());
  }

  @Override
  public synchronized void put(String key, byte[] value, Duration timeToLive) {
    Cache.requireKey(key);
    Cache.requireValue(value, timeToLive);
    remove(key);
    long end = nanos.getAsLong() + Times.millis(timeToLive) * 1_000_000L;
    values.put(key, new Value(value.clone(), end));
    size += cost(key, value);
    Iterator<Map.Entry<String, Value>> oldest = values.entrySet().iterator();
    while (size > capacity && values.size() > 1) {
      Map.Entry<String, Value> entry = oldest.next();
      size -= cost(entry.getKey(), entry.getValue().bytes);
      oldest.remove();
    }
  }

  @Override
  public synchronized void remove(String key) {
    Cache.requireKey(key);
    Value value = values.remove(key);
    if (value != null) {
      size -= cost(key, value.bytes);
    }
  }

  @Override
  public void close() {
    // Its memory goes with it.
  }

  private static long cost(String key, byte[] value) {
    return key.length() + (long) value.length;
  }
}

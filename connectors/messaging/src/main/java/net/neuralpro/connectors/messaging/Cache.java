package net.neuralpro.connectors.messaging;

import java.time.Duration;
import java.util.Optional;

/**
 * Values that are kept for a while, and may be gone sooner. Any number of threads may use it. A
 * call to a server connects and is answered each within the cache's timeout, or fails.
 */
public interface Cache extends AutoCloseable {
  /** The longest key, in characters. */
  int MAX_KEY = 256;

  /** The longest value, in bytes. */
  int MAX_VALUE = 1 << 20;

  /**
   * The value of a key, if it is here.
   *
   * @throws MessagingException CACHE-UNREACHABLE, or CACHE-MALFORMED if what is there is no value
   */
  Optional<byte[]> get(String key) throws MessagingException;

  /**
   * Keeps a value.
   *
   * @param timeToLive after which it is gone; a millisecond or more
   */
  void put(String key, byte[] value, Duration timeToLive) throws MessagingException;

  /** Drops a value, if it is here. */
  void remove(String key) throws MessagingException;

  @Override
  void close();

  /** Checks a key: 1 to {@value #MAX_KEY} characters. */
  static void requireKey(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw new IllegalArgumentException(
          "Cannot use a key of %d characters: 1 to %d".formatted(key.length(), MAX_KEY));
    }
  }

  /** Checks what is to be kept. */
  static void requireValue(byte[] value, Duration timeToLive) {
    if (value.length > MAX_VALUE) {
      throw new IllegalArgumentException(
          "Cannot keep %d bytes: at most %d".formatted(value.length, MAX_VALUE));
    }
    Times.millis(timeToLive);
  }
}

package net.neuralpro.connectors.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where bytes are kept for good. To put them there costs money and cannot be undone, so that a
 * price is asked for first and must be agreed to.
 */
public interface PermanentStore extends Closeable {
  /** The price of this many bytes, in the smallest unit of the store's money. */
  BigInteger price(long bytes) throws IOException;

  /** What is left to pay with, in the same unit. */
  BigInteger balance() throws IOException;

  /**
   * Puts a file there for good, in bounded memory, and reads it back.
   *
   * @param tags by which it can be found, public for ever
   * @param agreed the most that may be paid
   * @return the identifier under which they can be read
   * @throws IOException if it costs more than was agreed, or what is read back differs
   */
  String put(Path file, Map<String, String> tags, BigInteger agreed) throws IOException;

  /** The bytes of an identifier. */
  InputStream open(String identifier) throws IOException;
}

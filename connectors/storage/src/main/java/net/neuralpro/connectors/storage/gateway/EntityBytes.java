package net.neuralpro.connectors.storage.gateway;

import java.util.OptionalLong;
import net.neuralpro.connectors.storage.ByteRange;

/**
 * Bytes of a file as strangers name them, both ends included.
 *
 * @param from the first; negative ones count from the end of the file
 * @param to the last; negative ones count from the end of the file, none stands for the last of all
 * @see <a href="https://specs.ipfs.tech/http-gateways/trustless-gateway/">Trustless gateways</a>
 */
record EntityBytes(long from, OptionalLong to) {
  /** The whole file. */
  static final EntityBytes ALL = new EntityBytes(0, OptionalLong.empty());

  private static final String NUMBER = "-?\\d{1,18}";

  /**
   * Reads {@code FROM:TO}, or {@code FROM:*}.
   *
   * @throws IllegalArgumentException if it is neither; the message is for the stranger
   */
  static EntityBytes parse(String text) {
    String[] ends = text.split(":", 2);
    if (ends.length != 2
        || !ends[0].matches(NUMBER)
        || !(ends[1].equals("*") || ends[1].matches(NUMBER))) {
      throw new IllegalArgumentException("entity-bytes is FROM:TO with numbers, or FROM:*");
    }
    return new EntityBytes(
        Long.parseLong(ends[0]),
        ends[1].equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(ends[1])));
  }

  /** Which these are of a file of so many bytes; none if they lie outside of it. */
  ByteRange of(long size) {
    long start = Math.max(0, from < 0 ? size + from : from);
    if (to.isEmpty()) {
      return ByteRange.from(start);
    }
    long last = to.getAsLong() < 0 ? size + to.getAsLong() : to.getAsLong();
    return new ByteRange(start, Math.max(start, last + 1));
  }
}

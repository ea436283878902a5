package net.neuralpro.schemas.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Ethereum writes headers, accounts and tries in: bytes, or a list of such.
 *
 * @see <a href="https://ethereum.org/developers/docs/data-structures-and-encoding/rlp/">RLP</a>
 */
sealed interface Rlp {
  int MAX_DEPTH = 8;

  /** Bytes. */
  record Bytes(byte[] bytes) implements Rlp {}

  /** A list. */
  record Items(List<Rlp> items) implements Rlp {}

  /**
   * Reads the only encoding that these values can have.
   *
   * @throws IllegalArgumentException if the bytes are another one, or more than one
   */
  static Rlp read(byte[] encoded) {
    Reader reader = new Reader(encoded);
    Rlp value = reader.next(encoded.length, 0);
    if (reader.position != encoded.length) {
      throw new IllegalArgumentException("bytes follow the RLP value");
    }
    return value;
  }

  /** The bytes of a value. */
  default byte[] bytesOnly() {
    if (this instanceof Bytes value) {
      return value.bytes();
    }
    throw new IllegalArgumentException("a list stands where bytes must");
  }

  /** The members of a list. */
  default List<Rlp> itemsOnly() {
    if (this instanceof Items list) {
      return list.items();
    }
    throw new IllegalArgumentException("bytes stand where a list must");
  }

  /** Reads values one after another. */
  final class Reader {
    private static final int STRING = 0x80;
    private static final int LIST = 0xc0;
    private static final int SHORT = 55;

    private final byte[] encoded;
    private int position;

    private Reader(byte[] encoded) {
      this.encoded = encoded;
    }

    private Rlp next(int end, int depth) {
      if (depth > MAX_DEPTH || position >= end) {
        throw new IllegalArgumentException("RLP ends early or is nested too deeply");
      }
      int first = encoded[position++] & 0xff;
      if (first < STRING) {
        return new Bytes(new byte[] {(byte) first});
      }
      int kind = first < LIST ? STRING : LIST;
      int length = length(first - kind, end);
      int last = position + length;
      if (kind == STRING) {
        byte[] bytes = Arrays.copyOfRange(encoded, position, last);
        position = last;
        if (length == 1 && (bytes[0] & 0xff) < STRING) {
          throw new IllegalArgumentException("a byte of RLP is longer than it must be");
        }
        return new Bytes(bytes);
      }
      List<Rlp> items = new ArrayList<>();
      while (position < last) {
        items.add(next(last, depth + 1));
      }
      return new Items(List.copyOf(items));
    }

    private int length(int code, int end) {
      long length = code;
      if (code > SHORT) {
        int count = code - SHORT;
        if (count > end - position || count > 4 || encoded[position] == 0) {
          throw new IllegalArgumentException("a length of RLP is no such");
        }
        length = 0;
        for (int index = 0; index < count; index++) {
          length = length << 8 | encoded[position++] & 0xff;
        }
        if (length <= SHORT) {
          throw new IllegalArgumentException("a length of RLP is longer than it must be");
        }
      }
      if (length > end - position) {
        throw new IllegalArgumentException("RLP ends early");
      }
      return (int) length;
    }
  }
}

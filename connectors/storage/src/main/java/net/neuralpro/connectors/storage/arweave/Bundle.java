package net.neuralpro.connectors.storage.arweave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Data items that go into one transaction (ANS-104), held in memory whole.
 *
 * @param items in order, none twice
 */
public record Bundle(List<DataItem> items) {
  /** A larger bundle is neither written nor read. */
  public static final int MAX_BYTES = 64 << 20;

  /** A bundle of more items is neither written nor read. */
  public static final int MAX_ITEMS = 10_000;

  /** By which gateways know a transaction that holds a bundle. */
  public static final List<Tag> TAGS =
      List.of(new Tag("Bundle-Format", "binary"), new Tag("Bundle-Version", "2.0.0"));

  private static final int NUMBER = 32;
  private static final int ENTRY = 64;

  public Bundle {
    items = List.copyOf(items);
    if (items.size() > MAX_ITEMS || length(items) > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Cannot bundle "
              + items.size()
              + " items of "
              + length(items)
              + " bytes: at most "
              + MAX_ITEMS
              + " of "
              + MAX_BYTES);
    }
  }

  private static long length(List<DataItem> items) {
    return NUMBER + items.stream().mapToLong(item -> ENTRY + (long) item.length()).sum();
  }

  /** The binary form. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate((int) length(items)).order(ByteOrder.LITTLE_ENDIAN);
    writeNumber(out, items.size());
    for (DataItem item : items) {
      writeNumber(out, item.length());
      out.put(item.digest());
    }
    items.forEach(item -> item.writeTo(out));
    return out.array();
  }

  private static void writeNumber(ByteBuffer out, long number) {
    out.putLong(number).put(new byte[NUMBER - Long.BYTES]);
  }

  /**
   * The bundle that some bytes are, every item of which is genuine.
   *
   * @throws StorageException ARWEAVE-SIZE if it is too large, ARWEAVE-MALFORMED if it is none,
   *     ARWEAVE-FORGED if an identifier or signature is not that of its item
   */
  public static Bundle read(byte[] bytes, String place) throws StorageException {
    if (bytes.length > MAX_BYTES) {
      throw new StorageException(
          "ARWEAVE-SIZE",
          "Cannot read " + place + ": " + bytes.length + " bytes, at most " + MAX_BYTES);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long count = number(in, MAX_ITEMS, place);
    if (count * ENTRY > in.remaining()) {
      throw malformed(place, "its list of items is cut off");
    }
    List<DataItem> items = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    ByteBuffer content = in.duplicate().position(in.position() + (int) count * ENTRY);
    for (int index = 0; index < count; index++) {
      String item = "item " + index + " of " + place;
      int length = (int) number(in, content.remaining(), item);
      byte[] digest = new byte[NUMBER];
      in.get(digest);
      DataItem read = DataItem.read(content.slice(content.position(), length), item);
      content.position(content.position() + length);
      if (!Arrays.equals(digest, read.digest())) {
        throw new StorageException(
            "ARWEAVE-FORGED", "Cannot trust " + item + ": its identifier is that of another");
      }
      if (!seen.add(read.id())) {
        throw malformed(item, "it is there twice");
      }
      items.add(read);
    }
    if (content.hasRemaining()) {
      throw malformed(place, content.remaining() + " bytes follow its last item");
    }
    return new Bundle(items);
  }

  private static long number(ByteBuffer in, long most, String place) throws StorageException {
    if (in.remaining() < NUMBER) {
      throw malformed(place, "it is cut off");
    }
    long number = in.getLong();
    boolean large = number < 0 || number > most;
    for (int index = Long.BYTES; index < NUMBER; index += Long.BYTES) {
      large |= in.getLong() != 0;
    }
    if (large) {
      throw malformed(place, "a declared number is larger than what is there or allowed");
    }
    return number;
  }

  private static StorageException malformed(String place, String reason) {
    return new StorageException("ARWEAVE-MALFORMED", "Cannot read " + place + ": " + reason);
  }
}

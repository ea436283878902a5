package net.neuralpro.connectors.media.video;

import java.util.Arrays;
import java.util.BitSet;

/** The sizes of a track's samples, in order, and which of them are key frames. */
final class SampleTable {

  private static final int FIRST_CAPACITY = 256;

  private final BitSet keys = new BitSet();
  private int[] sizes = new int[FIRST_CAPACITY];
  private int count;
  private long bytes;

  void add(int size, boolean key) {
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, Math.multiplyExact(count, 2));
    }
    sizes[count] = size;
    keys.set(count, key);
    count++;
    bytes += size;
  }

  int count() {
    return count;
  }

  /** The bytes of all samples. */
  long bytes() {
    return bytes;
  }

  int size(int sample) {
    return sizes[sample];
  }

  boolean key(int sample) {
    return keys.get(sample);
  }

  int keyCount() {
    return keys.cardinality();
  }

  /** The bytes of the samples of {@code [from, to)}. */
  long bytes(int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += sizes[i];
    }
    return sum;
  }
}

package net.neuralpro.connectors.media.recording;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Values of which evenly spaced ones are kept, so that their median is had in bounded memory: when
 * the room is full every second one is dropped, and from then on only every second new one is kept.
 */
final class ThinnedValues {
  private static final int ROOM = 1 << 14;

  private double[] kept = new double[256];
  private int size;
  private long stride = 1;
  private long count;

  void add(double value) {
    if (count++ % stride != 0) {
      return;
    }
    if (size == ROOM) {
      for (int index = 0; index < ROOM / 2; index++) {
        kept[index] = kept[2 * index];
      }
      size = ROOM / 2;
      stride *= 2;
      if ((count - 1) % stride != 0) {
        return;
      }
    }
    if (size == kept.length) {
      kept = Arrays.copyOf(kept, 2 * size);
    }
    kept[size++] = value;
  }

  /** The lower median. */
  OptionalDouble median() {
    if (size == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = Arrays.copyOf(kept, size);
    Arrays.sort(sorted);
    return OptionalDouble.of(sorted[(size - 1) / 2]);
  }
}

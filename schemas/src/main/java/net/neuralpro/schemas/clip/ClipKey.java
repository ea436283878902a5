package net.neuralpro.schemas.clip;

import java.util.Comparator;
import net.neuralpro.schemas.content.Cid;

/**
 * Names a clip among those of all recordings.
 *
 * @param recording the signed manifest of its recording
 * @param index its index there
 */
public record ClipKey(Cid recording, int index) implements Comparable<ClipKey> {
  private static final Comparator<ClipKey> ORDER =
      Comparator.comparing(ClipKey::recording).thenComparingInt(ClipKey::index);

  @Override
  public int compareTo(ClipKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return recording + "/" + index;
  }
}

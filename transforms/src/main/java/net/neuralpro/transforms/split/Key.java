package net.neuralpro.transforms.split;

import java.util.Comparator;

/**
 * Something that recordings share and that must not be in two splits.
 *
 * @param kind what it is, as the parameter {@code by} names it; the value may be private
 * @param value equal for what is the same
 */
record Key(String kind, String value) implements Comparable<Key> {
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::kind).thenComparing(Key::value);

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}

package net.neuralpro.pipelines.flows.provenance;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings together what is said of each of many names, in bounded memory: it goes over all of it as
 * often as needed, each time for another part of the names.
 *
 * @param source says something of names, the same each time
 * @param atOnce how many sayings are held in memory, about
 */
record Distinct<T>(Source<T> source, int atOnce) {
  /** Says something of names. */
  @FunctionalInterface
  interface Source<T> {
    void to(Told<T> told) throws IOException;
  }

  /** Is told something of a name. */
  @FunctionalInterface
  interface Told<T> {
    void tell(String name, T what) throws IOException;
  }

  /** Makes one of two things that are said of the same name. */
  @FunctionalInterface
  interface Merge<T> {
    T of(T one, T other);
  }

  /** Tells all that is said, once for each name, in an order that depends on nothing else. */
  void each(Merge<T> merge, Told<T> told) throws IOException {
    AtomicLong count = new AtomicLong();
    source.to((name, what) -> count.incrementAndGet());
    int parts = Math.toIntExact(count.get() / atOnce) + 1;
    for (int part = 0; part < parts; part++) {
      int wanted = part;
      SortedMap<String, T> held = new TreeMap<>();
      source.to(
          (name, what) -> {
            if (Math.floorMod(name.hashCode(), parts) == wanted) {
              held.merge(name, what, merge::of);
            }
          });
      for (Map.Entry<String, T> each : held.entrySet()) {
        told.tell(each.getKey(), each.getValue());
      }
    }
  }
}

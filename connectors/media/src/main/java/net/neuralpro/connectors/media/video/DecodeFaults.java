package net.neuralpro.connectors.media.video;

import java.util.ArrayList;
import java.util.List;

/** Counts faults and keeps the first of them. */
final class DecodeFaults {

  private final List<DecodeFault> first = new ArrayList<>();
  private long count;

  void add(String rule, String place, String message) {
    add(new DecodeFault(rule, place, message));
  }

  void add(DecodeFault fault) {
    count++;
    if (first.size() < DecodeReport.MAXIMUM_FAULTS) {
      first.add(fault);
    }
  }

  long count() {
    return count;
  }

  List<DecodeFault> first() {
    return List.copyOf(first);
  }
}

package net.neuralpro.connectors.lake.lerobot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** Gathers findings: of each rule the first few, and how many more there were. */
final class Findings {
  private static final int MOST = 10;

  private final List<Finding> found = new ArrayList<>();
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  void add(String rule, String place, String evidence, Object... arguments) {
    String text = evidence.formatted(arguments);
    if (counts.merge(rule, 1, Integer::sum) <= MOST) {
      found.add(Finding.error(rule, place, text));
    }
  }

  void add(RejectedInputException rejected) {
    found.addAll(rejected.findings());
  }

  /** All, sorted. */
  List<Finding> sorted() {
    List<Finding> all = new ArrayList<>(found);
    counts.forEach(
        (rule, count) -> {
          if (count > MOST) {
            all.add(
                Finding.error(
                    rule, "…", String.format(Locale.ROOT, "and %d more of these", count - MOST)));
          }
        });
    return all.stream().sorted().toList();
  }
}

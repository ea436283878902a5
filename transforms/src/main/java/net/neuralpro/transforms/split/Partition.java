package net.neuralpro.transforms.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.transforms.deduplicate.DisjointSets;

/**
 * Parts recordings: those that share a key are one component, and a component is in one split. The
 * largest components are placed first, each where most is lacking. The result does not depend on
 * the order in which recordings come.
 *
 * @param splits where each recording is; one that would join two splits of the parent is in none
 * @param rejected those that are in none, by recording
 */
record Partition(Splits splits, SortedMap<Cid, Finding> rejected) {
  /** A component on its way into a split. */
  private record Component(Cid name, long rows, List<Member> members) {}

  /**
   * Parts the recordings.
   *
   * @param fractions the share of rows of each split; of equal ones the first is filled first
   */
  static Partition of(List<Member> members, SortedMap<String, Double> fractions) {
    SortedMap<Cid, Finding> rejected = new TreeMap<>();
    List<Member> admitted = new ArrayList<>(members);
    List<Component> components = components(admitted);
    for (Component component : components) {
      TreeSet<String> fixed = new TreeSet<>();
      component.members().forEach(member -> member.fixed().ifPresent(fixed::add));
      if (fixed.size() > 1) {
        for (Member member : component.members()) {
          if (member.fixed().isEmpty()) {
            admitted.remove(member);
            rejected.put(
                member.recording(),
                Finding.error(
                    "SPLIT-LEAK",
                    "recording " + member.recording(),
                    "What it shares with recordings in " + fixed + " would join these splits."));
          }
        }
      }
    }
    List<Splits.Assignment> assignments = new ArrayList<>();
    Map<String, Long> filled = new HashMap<>();
    long total = admitted.stream().mapToLong(Member::rows).sum();
    List<Component> order = components(admitted);
    order.sort(
        Comparator.comparing((Component component) -> !isFixed(component))
            .thenComparing(component -> -component.rows())
            .thenComparing(Component::name));
    for (Component component : order) {
      for (Member member : component.members()) {
        String split =
            member.fixed().orElseGet(() -> fixedOr(component, emptiest(filled, fractions, total)));
        assignments.add(new Splits.Assignment(member.recording(), split, component.name()));
      }
      String placed = assignments.get(assignments.size() - 1).split();
      filled.merge(placed, component.rows(), Long::sum);
    }
    return new Partition(new Splits(assignments), rejected);
  }

  private static boolean isFixed(Component component) {
    return component.members().stream().anyMatch(member -> member.fixed().isPresent());
  }

  private static String fixedOr(Component component, String other) {
    return component.members().stream()
        .flatMap(member -> member.fixed().stream())
        .sorted()
        .findFirst()
        .orElse(other);
  }

  /** The split that lacks most of its share. */
  private static String emptiest(
      Map<String, Long> filled, SortedMap<String, Double> fractions, long total) {
    String best = fractions.firstKey();
    double most = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Double> split : fractions.entrySet()) {
      double lacking = split.getValue() * total - filled.getOrDefault(split.getKey(), 0L);
      if (lacking > most) {
        most = lacking;
        best = split.getKey();
      }
    }
    return best;
  }

  private static List<Component> components(List<Member> members) {
    List<Member> sorted = members.stream().sorted(Comparator.comparing(Member::recording)).toList();
    DisjointSets sets = new DisjointSets(sorted.size());
    Map<String, Integer> first = new HashMap<>();
    for (int number = 0; number < sorted.size(); number++) {
      for (String key : sorted.get(number).keys()) {
        Integer other = first.putIfAbsent(key, number);
        if (other != null) {
          sets.join(number, other);
        }
      }
    }
    SortedMap<Integer, List<Member>> groups = new TreeMap<>();
    for (int number = 0; number < sorted.size(); number++) {
      groups.computeIfAbsent(sets.find(number), key -> new ArrayList<>()).add(sorted.get(number));
    }
    List<Component> components = new ArrayList<>();
    for (List<Member> group : groups.values()) {
      components.add(
          new Component(
              group.get(0).recording(), group.stream().mapToLong(Member::rows).sum(), group));
    }
    return components;
  }
}

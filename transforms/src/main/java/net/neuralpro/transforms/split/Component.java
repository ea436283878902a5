package net.neuralpro.transforms.split;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.transforms.deduplicate.DisjointSets;

/**
 * Recordings that keys join, directly or one by another: all of them belong into one split.
 *
 * @param members its recordings, by identifier, at least one
 */
record Component(List<Member> members) {
  Component {
    members = List.copyOf(members);
  }

  /** Parts recordings into components, by name. */
  static List<Component> of(Collection<Member> members) {
    List<Member> sorted = members.stream().sorted(Comparator.comparing(Member::recording)).toList();
    DisjointSets sets = new DisjointSets(sorted.size());
    Map<Key, Integer> firsts = new HashMap<>();
    for (int number = 0; number < sorted.size(); number++) {
      for (Key key : sorted.get(number).keys()) {
        Integer first = firsts.putIfAbsent(key, number);
        if (first != null) {
          sets.join(number, first);
        }
      }
    }
    SortedMap<Integer, List<Member>> groups = new TreeMap<>();
    for (int number = 0; number < sorted.size(); number++) {
      groups.computeIfAbsent(sets.find(number), least -> new ArrayList<>()).add(sorted.get(number));
    }
    return groups.values().stream().map(Component::new).toList();
  }

  /** The least of its recordings stands for it. */
  Cid name() {
    return members.get(0).recording();
  }

  long rows() {
    return members.stream().mapToLong(Member::rows).sum();
  }

  /** The splits of the parent version that its recordings are in. */
  SortedSet<String> fixed() {
    SortedSet<String> fixed = new TreeSet<>();
    members.forEach(member -> member.fixed().ifPresent(fixed::add));
    return fixed;
  }

  /** What a recording shares with others of it, by kind. */
  SortedSet<String> shared(Member member) {
    SortedSet<String> shared = new TreeSet<>();
    for (Member other : members) {
      if (!other.recording().equals(member.recording())) {
        other.keys().stream()
            .filter(member.keys()::contains)
            .forEach(key -> shared.add(key.kind()));
      }
    }
    return shared;
  }
}

package net.neuralpro.transforms.split;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.rules.Finding;

/**
 * Parts recordings: a component is in one split. What the parent version has stays where it is;
 * then the largest components are placed first, of equal ones that of the least name, each where
 * most rows are lacking. The result does not depend on the order in which recordings come.
 *
 * @param splits where each recording is; one that would join two splits of the parent is in none
 * @param rejected why the others are in none
 */
record Partition(Splits splits, List<Finding> rejected) {
  Partition {
    rejected = rejected.stream().sorted().toList();
  }

  /**
   * Parts the recordings.
   *
   * @param fractions the share of rows of each split; of equally lacking ones the first is filled
   */
  static Partition of(Collection<Member> members, SortedMap<String, BigDecimal> fractions) {
    List<Member> admitted = new ArrayList<>();
    List<Finding> rejected = new ArrayList<>();
    for (Component component : Component.of(members)) {
      boolean leaks = component.fixed().size() > 1;
      for (Member member : component.members()) {
        if (leaks && member.fixed().isEmpty()) {
          rejected.add(leak(member, component));
        } else {
          admitted.add(member);
        }
      }
    }
    List<Component> components = new ArrayList<>(Component.of(admitted));
    components.sort(
        Comparator.comparing((Component component) -> component.fixed().isEmpty())
            .thenComparing(component -> -component.rows())
            .thenComparing(Component::name));
    Shares shares = new Shares(fractions, admitted.stream().mapToLong(Member::rows).sum());
    List<Splits.Assignment> assignments = new ArrayList<>();
    for (Component component : components) {
      String own = component.fixed().isEmpty() ? shares.mostLacking() : component.fixed().first();
      for (Member member : component.members()) {
        String split = member.fixed().orElse(own);
        shares.fill(split, member.rows());
        assignments.add(new Splits.Assignment(member.recording(), split, component.name()));
      }
    }
    return new Partition(new Splits(assignments), rejected);
  }

  private static Finding leak(Member member, Component component) {
    return Finding.error(
        "SPLIT-LEAK",
        "recording " + member.recording(),
        "By %s it belongs to recordings that the parent version has in %s."
            .formatted(
                String.join(" and ", component.shared(member)),
                String.join(" and ", component.fixed())));
  }

  /** How many rows each split has and should have. */
  private static final class Shares {
    private final SortedMap<String, BigDecimal> fractions;
    private final BigDecimal total;
    private final Map<String, Long> filled = new HashMap<>();

    Shares(SortedMap<String, BigDecimal> fractions, long total) {
      this.fractions = fractions;
      this.total = BigDecimal.valueOf(total);
    }

    void fill(String split, long rows) {
      filled.merge(split, rows, Long::sum);
    }

    String mostLacking() {
      return fractions.keySet().stream()
          .min(Comparator.comparing(this::lacking).reversed().thenComparing(name -> name))
          .orElseThrow();
    }

    private BigDecimal lacking(String split) {
      return total
          .multiply(fractions.getOrDefault(split, BigDecimal.ZERO))
          .subtract(BigDecimal.valueOf(filled.getOrDefault(split, 0L)));
    }
  }
}

package net.neuralpro.transforms.validate;

import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RuleId;
import net.neuralpro.schemas.rules.Severity;

/** Findings of one rule: the first are named, the others are counted. */
final class FindingList {
  private static final int MAX_PLACES = 20;

  private final RuleId rule;
  private final Severity severity;
  private final String what;
  private final List<Finding> findings = new ArrayList<>();
  private long count;

  /**
   * An empty list.
   *
   * @param what what is counted, in the plural
   */
  FindingList(String rule, Severity severity, String what) {
    this.rule = new RuleId(rule);
    this.severity = severity;
    this.what = what;
  }

  void add(String place, String evidence) {
    count++;
    if (count <= MAX_PLACES) {
      findings.add(new Finding(rule, severity, place, evidence));
    }
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    if (count > MAX_PLACES) {
      String evidence =
          "There are %d %s; the first %d are named.".formatted(count, what, MAX_PLACES);
      all.add(new Finding(rule, severity, "video", evidence));
    }
    return all;
  }
}

package net.neuralpro.schemas.rules;

import java.util.List;

/**
 * Rules on one subject.
 *
 * @param family the first word of their names
 * @param about what they are about, in one sentence
 * @param rules by name
 */
public record RuleFamily(String family, String about, List<Rule> rules) {
  public RuleFamily {
    rules = List.copyOf(rules);
    RuleId previous = null;
    for (Rule rule : rules) {
      if (!rule.rule().family().equals(family)) {
        throw new IllegalArgumentException("Cannot have " + rule.rule() + " in family " + family);
      }
      if (previous != null && previous.compareTo(rule.rule()) >= 0) {
        throw new IllegalArgumentException("Cannot list " + rule.rule() + " after " + previous);
      }
      previous = rule.rule();
    }
  }
}

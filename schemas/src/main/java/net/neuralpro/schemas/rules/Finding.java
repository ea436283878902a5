package net.neuralpro.schemas.rules;

import java.util.Comparator;

/**
 * A rule that was met or broken somewhere.
 *
 * @param rule which rule
 * @param severity what it leads to
 * @param place where: a file, a stream, a frame, a row, a time range
 * @param evidence what was seen there and, where it helps, what to do about it
 */
public record Finding(RuleId rule, Severity severity, String place, String evidence)
    implements Comparable<Finding> {
  private static final int MAX_TEXT = 2000;
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparing(Finding::rule)
          .thenComparing(Finding::place)
          .thenComparing(Finding::evidence);

  public Finding {
    place = bounded(place);
    evidence = bounded(evidence);
  }

  private static String bounded(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end) + "…";
  }

  public static Finding error(String rule, String place, String evidence) {
    return new Finding(new RuleId(rule), Severity.ERROR, place, evidence);
  }

  public static Finding warning(String rule, String place, String evidence) {
    return new Finding(new RuleId(rule), Severity.WARNING, place, evidence);
  }

  public static Finding notice(String rule, String place, String evidence) {
    return new Finding(new RuleId(rule), Severity.NOTICE, place, evidence);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s %s at %s: %s".formatted(severity, rule, place, evidence);
  }
}

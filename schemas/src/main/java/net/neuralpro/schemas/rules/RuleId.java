package net.neuralpro.schemas.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names a rule for good: its family, then what is wrong, as in {@code VIDEO-TRUNCATED}.
 *
 * @param value upper-case words and digits, joined by hyphens
 */
public record RuleId(@JsonValue String value) implements Comparable<RuleId> {
  private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9]*(-[A-Z0-9]+)+");

  @JsonCreator
  public RuleId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Cannot name a rule '" + value + "': upper-case words joined by hyphens are needed");
    }
  }

  /** The first word: the family, which has a page of documentation. */
  public String family() {
    return value.substring(0, value.indexOf('-'));
  }

  @Override
  public int compareTo(RuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A licence as an SPDX expression: {@code CC-BY-4.0}, {@code MIT OR CC0-1.0}, {@code
 * LicenseRef-Fleet-2}. Its form is checked, not whether the list of SPDX has the names.
 *
 * @param expression at most 200 letters, one space between words
 * @see <a href="https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/">SPDX 2.3, annex
 *     D</a>
 */
public record Licence(@JsonValue String expression) {
  private static final int MAX_LENGTH = 200;
  private static final Pattern TOKEN = Pattern.compile("[()]|[^() ]+");
  private static final Pattern SPACING = Pattern.compile("\\(*[^() ]+\\)*(?: \\(*[^() ]+\\)*)*");
  private static final Pattern NAME =
      Pattern.compile(
          "(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+|(?!LicenseRef-|DocumentRef-)[A-Za-z0-9][A-Za-z0-9.-]*\\+?");
  private static final List<String> OPERATORS = List.of("AND", "OR", "WITH");

  /** The licence of a recording of which nobody said one. */
  public static final Licence UNSTATED = new Licence("LicenseRef-Unstated");

  @JsonCreator
  public Licence {
    if (expression.length() > MAX_LENGTH
        || !SPACING.matcher(expression).matches()
        || !isExpression(TOKEN.matcher(expression).results().map(MatchResult::group).toList())) {
      throw new IllegalArgumentException(
          "Cannot use licence '"
              + expression.substring(0, Math.min(expression.length(), MAX_LENGTH))
              + "': an SPDX expression is needed, as CC-BY-4.0 or LicenseRef-My-Terms");
    }
  }

  private static boolean isExpression(List<String> tokens) {
    int open = 0;
    boolean nameNext = true;
    for (String token : tokens) {
      boolean opening = token.equals("(");
      boolean name = !OPERATORS.contains(token) && NAME.matcher(token).matches();
      if (nameNext != (opening || name)) {
        return false;
      }
      open += opening ? 1 : token.equals(")") ? -1 : 0;
      if (open < 0) {
        return false;
      }
      boolean closing = token.equals(")");
      if (!nameNext && !closing && !OPERATORS.contains(token)) {
        return false;
      }
      nameNext = opening || OPERATORS.contains(token);
    }
    return open == 0 && !nameNext;
  }

  @Override
  public String toString() {
    return expression;
  }
}

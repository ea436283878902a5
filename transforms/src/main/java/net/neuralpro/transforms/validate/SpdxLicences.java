package net.neuralpro.transforms.validate;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.neuralpro.schemas.recording.Licence;

/** Tells whether everybody can look a licence up. */
final class SpdxLicences {
  private static final Set<String> KNOWN = words(SpdxList.LICENCES + SpdxList.EXCEPTIONS);
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "WITH");

  private SpdxLicences() {}

  private static Set<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether SPDX lists all names in the expression, or they are names of one's own. */
  static boolean areKnown(Licence licence) {
    return Arrays.stream(licence.expression().split("[() ]+"))
        .filter(word -> !word.isEmpty() && !OPERATORS.contains(word))
        .allMatch(SpdxLicences::isKnown);
  }

  private static boolean isKnown(String name) {
    String plain = name.endsWith("+") ? name.substring(0, name.length() - 1) : name;
    return KNOWN.contains(plain)
        || name.startsWith("LicenseRef-")
        || name.startsWith("DocumentRef-");
  }
}

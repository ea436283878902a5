package net.neuralpro.transforms.validate;

import java.util.Arrays;
import java.util.Set;
import net.neuralpro.schemas.recording.Licence;

/** The licences of SPDX's list under which recordings are given, and those of one's own. */
final class SpdxLicences {
  private static final Set<String> KNOWN =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC-BY-1.0",
          "CC-BY-2.0",
          "CC-BY-2.5",
          "CC-BY-3.0",
          "CC-BY-4.0",
          "CC-BY-NC-2.0",
          "CC-BY-NC-3.0",
          "CC-BY-NC-4.0",
          "CC-BY-NC-ND-3.0",
          "CC-BY-NC-ND-4.0",
          "CC-BY-NC-SA-3.0",
          "CC-BY-NC-SA-4.0",
          "CC-BY-ND-3.0",
          "CC-BY-ND-4.0",
          "CC-BY-SA-2.0",
          "CC-BY-SA-3.0",
          "CC-BY-SA-4.0",
          "CC-PDDC",
          "CC0-1.0",
          "CDLA-Permissive-1.0",
          "CDLA-Permissive-2.0",
          "CDLA-Sharing-1.0",
          "GPL-2.0-only",
          "GPL-2.0-or-later",
          "GPL-3.0-only",
          "GPL-3.0-or-later",
          "ISC",
          "MIT",
          "MIT-0",
          "MPL-2.0",
          "ODC-By-1.0",
          "ODbL-1.0",
          "OGL-UK-3.0",
          "PDDL-1.0",
          "Unlicense");
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "WITH");

  private SpdxLicences() {}

  static boolean areKnown(Licence licence) {
    return Arrays.stream(licence.expression().split("[() ]+"))
        .filter(word -> !word.isEmpty() && !OPERATORS.contains(word))
        .allMatch(
            word ->
                KNOWN.contains(word)
                    || word.startsWith("LicenseRef-")
                    || word.startsWith("DocumentRef-"));
  }
}

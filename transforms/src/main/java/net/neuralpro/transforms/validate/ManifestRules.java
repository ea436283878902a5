package net.neuralpro.transforms.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RuleId;

/** Rules on who gave a recording, and under which terms. */
final class ManifestRules {
  private static final String PLACE = "manifest";

  private ManifestRules() {}

  static List<Finding> findings(
      SignedManifest manifest, Optional<PrivateHalf> privateHalf, ValidateParameters parameters) {
    List<Finding> findings = new ArrayList<>();
    switch (manifest.authenticity()) {
      case GENUINE -> {}
      case FALSE ->
          findings.add(
              new Finding(
                  new RuleId("MANIFEST-SIGNATURE"),
                  parameters.unsigned(),
                  PLACE,
                  "The signature is not that of contributor "
                      + manifest.publicHalf().contributor()
                      + " over this manifest."));
      case UNSIGNED ->
          findings.add(
              new Finding(
                  new RuleId("MANIFEST-UNSIGNED"),
                  parameters.unsigned(),
                  PLACE,
                  "It has no signature; the contributor can sign it with `neural submit`."));
    }
    if (manifest.publicHalf().licence().equals(Licence.UNSTATED)) {
      findings.add(
          new Finding(
              new RuleId("LICENCE-MISSING"),
              parameters.unlicensed(),
              PLACE,
              "Nobody said under which licence it is given: what is made of it must not be"
                  + " published."));
    } else if (!SpdxLicences.areKnown(manifest.publicHalf().licence())) {
      findings.add(
          Finding.warning(
              "LICENCE-UNKNOWN",
              PLACE,
              "SPDX does not list every licence in '" + manifest.publicHalf().licence() + "'."));
    }
    if (privateHalf.isPresent()
        && !privateHalf.get().digest().equals(manifest.publicHalf().privateHalf())) {
      findings.add(
          Finding.error(
              "MANIFEST-PRIVATE", PLACE, "The private half is not the one that it commits to."));
    }
    Optional<Consent> consent = privateHalf.map(PrivateHalf::consent);
    if (consent.isEmpty()) {
      findings.add(
          new Finding(
              new RuleId("CONSENT-MISSING"),
              parameters.unlicensed(),
              PLACE,
              "Its private half is not here, so nobody can tell what the contributor agreed to."));
    } else if (consent.get().publication() == Consent.Publication.NONE) {
      findings.add(
          Finding.notice(
              "CONSENT-PRIVATE", PLACE, "The contributor did not agree to any publication."));
    }
    return findings;
  }
}

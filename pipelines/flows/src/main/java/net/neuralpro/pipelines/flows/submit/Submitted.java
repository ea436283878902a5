package net.neuralpro.pipelines.flows.submit;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;

/**
 * A recording whose files and manifest are in the block store.
 *
 * @param name what people call it
 * @param manifest its manifest
 * @param privateHalf the private half, unless its contributor kept it
 * @param registration shows that it was registered, if that is known
 * @param findings what was found on the way, none of it an error
 */
public record Submitted(
    String name,
    SignedManifest manifest,
    Optional<PrivateHalf> privateHalf,
    Optional<Registration> registration,
    List<Finding> findings) {
  public Submitted {
    findings = findings.stream().sorted().toList();
  }

  /** This recording, of whose registration more is known. */
  public Submitted with(Optional<Registration> known) {
    return new Submitted(name, manifest, privateHalf, known, findings);
  }

  /** The recording's identifier: that of its manifest. */
  public Cid recording() {
    return manifest.cid();
  }
}

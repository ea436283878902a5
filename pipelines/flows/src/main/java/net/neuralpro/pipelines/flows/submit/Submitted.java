package net.neuralpro.pipelines.flows.submit;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;

/**
 * A recording whose files and manifest are in the block store.
 *
 * @param name what people call it
 * @param manifest its manifest
 * @param privateHalf the private half, unless its contributor kept it
 * @param findings what was found on the way, none of it an error
 */
public record Submitted(
    String name,
    SignedManifest manifest,
    Optional<PrivateHalf> privateHalf,
    List<Finding> findings) {
  public Submitted {
    findings = findings.stream().sorted().toList();
  }

  /** The recording's identifier: that of its manifest. */
  public Cid recording() {
    return manifest.cid();
  }
}

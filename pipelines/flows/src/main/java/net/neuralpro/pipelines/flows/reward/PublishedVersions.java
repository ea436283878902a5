package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.List;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.RegisteredTogether;

/** What published dataset versions say of the recordings in them. */
public interface PublishedVersions {
  /**
   * The facts of a version; when their recordings were registered is left open.
   *
   * @param version SHA-256 of its manifest
   * @throws IOException if it cannot be had
   */
  FactSource facts(Digest dataset, Digest version) throws IOException;

  /**
   * How the recordings of a version were registered.
   *
   * @param version SHA-256 of its manifest
   * @throws IOException if it cannot be had
   */
  List<RegisteredTogether> registrations(Digest version) throws IOException;
}

package net.neuralpro.schemas.reward;

import java.util.List;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What a chain says that rewards depend on, in blocks that are final, in any order.
 *
 * @param funded what was paid in
 * @param published the versions of datasets
 * @param registered the roots of recordings
 * @param revoked the recordings that were taken back
 */
public record ChainEvents(
    List<Funded> funded,
    List<Published> published,
    List<Registered> registered,
    List<Revoked> revoked) {
  public ChainEvents {
    funded = List.copyOf(funded);
    published = List.copyOf(published);
    registered = List.copyOf(registered);
    revoked = List.copyOf(revoked);
  }

  /** Somebody paid in for a dataset. */
  public record Funded(long block, Digest dataset, Wei amount) {}

  /**
   * A version became the newest of its dataset.
   *
   * @param number the version's, from 1
   * @param version SHA-256 of its manifest
   */
  public record Published(long block, Digest dataset, long number, Digest version) {}

  /**
   * An account registered a root; it counts for recordings whose manifests the account signed.
   *
   * @param root over their blinded identifiers
   */
  public record Registered(long block, int logIndex, Address registrar, Digest root) {}

  /**
   * An account took a recording back; it counts if the account signed the recording's manifest.
   *
   * @param recording SHA-256 of the manifest
   */
  public record Revoked(long block, Address contributor, Digest recording) {}
}

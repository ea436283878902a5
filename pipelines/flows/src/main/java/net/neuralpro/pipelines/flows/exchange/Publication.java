package net.neuralpro.pipelines.flows.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicationProof;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * Whether contributors agreed that others get the bytes of a parcel, and did not take it back. What
 * is not proven by their signature is not agreed to.
 */
public final class Publication {
  private static final int MOST_FINDINGS = 100;

  private final BlockStore blocks;
  private final Audience audience;
  private final Collection<Revocation> revocations;

  private Publication(BlockStore blocks, Audience audience, Collection<Revocation> revocations) {
    this.blocks = blocks;
    this.audience = audience;
    this.revocations = revocations;
  }

  /** Who would get the bytes. */
  public enum Audience {
    /** Everybody: a public store, a gateway. */
    EVERYBODY,
    /** Those whom the keeper admits: a store of one's own, or holders of a key. */
    ADMITTED;

    boolean isMeantBy(Consent.Publication agreed) {
      return switch (agreed) {
        case PUBLIC -> true;
        case RESTRICTED -> this == ADMITTED;
        case NONE -> false;
      };
    }
  }

  /**
   * Refuses a parcel that an audience may not get.
   *
   * @param blocks has the blocks of the parcel, and a private half if it is known here
   * @param revocations what a chain says was taken back: only the word of who signed a manifest
   *     counts
   * @throws RejectedInputException CONSENT-PUBLICATION for each recording whose contributor did not
   *     agree, REVOKE-RECORDING for each that was revoked
   */
  public static void require(
      Parcel parcel, BlockStore blocks, Audience audience, Collection<Revocation> revocations)
      throws IOException {
    List<Finding> objections = new Publication(blocks, audience, revocations).objections(parcel);
    if (!objections.isEmpty()) {
      throw new RejectedInputException(objections);
    }
  }

  private List<Finding> objections(Parcel parcel) throws IOException {
    if (parcel instanceof Parcel.OfDataset dataset) {
      return objections(dataset.version());
    }
    return parcel instanceof Parcel.OfRecording recording
        ? objection(
                recording.root().cid(), recording.manifest(), proof(recording.manifest(), blocks))
            .stream()
            .toList()
        : List.of();
  }

  private static Optional<PublicationProof> proof(SignedManifest manifest, BlockStore blocks)
      throws IOException {
    Optional<Block> half = blocks.get(PrivateHalf.cid(manifest.publicHalf().privateHalf()));
    return half.isEmpty()
        ? Optional.empty()
        : Optional.of(PublicationProof.of(PrivateHalf.read(half.get().bytes())));
  }

  private List<Finding> objections(DatasetVersion version) throws IOException {
    SortedSet<Cid> shown = new TreeSet<>();
    try (BufferedReader lines = lines(version, Lineage.CLIPS, blocks)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        shown.add(read(line, ClipLine.class).recording());
      }
    }
    List<Finding> objections = new ArrayList<>();
    try (BufferedReader lines = lines(version, Lineage.RECORDINGS, blocks)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Lineage.RecordingLine line = read(text, Lineage.RecordingLine.class);
        if (shown.remove(line.recording()) && objections.size() < MOST_FINDINGS) {
          Optional<PublicationProof> proof =
              line.manifest().cid().equals(line.recording())
                  ? line.publication()
                  : Optional.empty();
          objection(line.recording(), line.manifest(), proof).ifPresent(objections::add);
        }
      }
    }
    shown.stream()
        .limit(MOST_FINDINGS)
        .forEach(
            recording ->
                objections.add(finding(recording, "Its manifest is not in the dataset's lineage")));
    return objections;
  }

  private Optional<Finding> objection(
      Cid recording, SignedManifest manifest, Optional<PublicationProof> proof) {
    Optional<Revocation> revocation =
        revocations.stream()
            .filter(it -> it.recording().equals(recording))
            .filter(it -> it.contributor().equals(manifest.publicHalf().contributor()))
            .findFirst();
    if (revocation.isPresent()) {
      return Optional.of(
          Finding.error(
              "REVOKE-RECORDING",
              "recording " + recording,
              "Its contributor revoked it in block %d of chain %d."
                  .formatted(revocation.get().block(), revocation.get().chain())));
    }
    if (proof.isEmpty() || !proof.get().holdsFor(manifest)) {
      return Optional.of(
          finding(recording, "Nothing that its contributor signed says who may get it"));
    }
    Consent.Publication agreed = proof.get().publication();
    return audience.isMeantBy(agreed)
        ? Optional.empty()
        : Optional.of(finding(recording, "Its contributor agreed to publication '" + agreed + "'"));
  }

  private static Finding finding(Cid recording, String evidence) {
    return Finding.error("CONSENT-PUBLICATION", "recording " + recording, evidence + ".");
  }

  private static BufferedReader lines(DatasetVersion version, String path, BlockStore blocks)
      throws IOException {
    Cid file =
        version
            .file(path)
            .orElseThrow(() -> new IOException("Cannot find " + path + " in the dataset"))
            .cid();
    return new BufferedReader(
        new InputStreamReader(new ContentFiles(blocks).stream(file), StandardCharsets.UTF_8));
  }

  private static <T> T read(String line, Class<T> type) throws IOException {
    return DagJson.read(line.getBytes(StandardCharsets.UTF_8), type);
  }
}

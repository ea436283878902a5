package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.proof.ContinuityProof;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * Makes proofs that a dataset goes on from an earlier version of it.
 *
 * @param between has the manifests of the versions between the two, if there are any
 */
public record ContinuityProver(BlockStore between) {
  private static final int MOST_VERSIONS = 1024;

  /**
   * Proves that the earlier version has a sample too.
   *
   * @param later proves the sample in the later version
   * @param dataset the folder of that one
   * @param earlier the folder of the earlier one
   * @throws RejectedInputException if the one does not go on from the other, or the earlier one has
   *     no such sample
   */
  public ContinuityProof prove(SampleProof later, Path dataset, Path earlier) throws IOException {
    DatasetFolder before = DatasetFolder.open(earlier);
    List<DatasetVersion> versions = versions(DatasetFolder.open(dataset).version(), before);
    ClipLine clip =
        find(earlier, later.clip())
            .orElseThrow(
                () ->
                    refused(
                        earlier,
                        "It has no sample of recording %s, clip %d, row %d that was made alike."
                            .formatted(
                                later.clip().recording(), later.clip().clip(), later.row())));
    SampleProof sample =
        SampleProver.prove(earlier, Long.toString(clip.firstSample() + later.row()));
    ContinuityProof proof = new ContinuityProof(1, sample, later, versions);
    proof.check();
    return proof;
  }

  /** The versions from an earlier one to a later one. */
  private List<DatasetVersion> versions(DatasetVersion later, DatasetFolder earlier)
      throws IOException {
    List<DatasetVersion> versions = new ArrayList<>(List.of(later));
    Optional<Cid> parent = later.parent();
    while (!parent.equals(Optional.of(earlier.root()))) {
      if (parent.isEmpty() || versions.size() == MOST_VERSIONS) {
        throw refused(earlier.path(), "The later version does not go on from it.");
      }
      DatasetVersion version = DagJson.read(between.require(parent.get()), DatasetVersion.class);
      versions.add(version);
      parent = version.parent();
    }
    versions.add(earlier.version());
    Collections.reverse(versions);
    return versions;
  }

  private static Optional<ClipLine> find(Path dataset, ClipLine wanted) throws IOException {
    try (DagJsonLines<ClipLine> lines =
        new DagJsonLines<>(Files.newInputStream(dataset.resolve(Lineage.CLIPS)), ClipLine.class)) {
      for (Optional<ClipLine> clip = lines.next(); clip.isPresent(); clip = lines.next()) {
        if (ContinuityProof.isSame(clip.get(), wanted)) {
          return clip;
        }
      }
    }
    return Optional.empty();
  }

  private static RejectedInputException refused(Path place, String evidence) {
    return new RejectedInputException(
        Finding.error("PROOF-CONTINUITY", place.toString(), evidence));
  }
}

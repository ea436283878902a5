package net.neuralpro.pipelines.flows.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.recipe.RecipeReader;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.ExaminationSummary;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.Registrations;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.transforms.operators.InProcessExecutor;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.ShippedOperators;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStepsTest {
  private static final String NO_DIGEST = "0".repeat(64);

  @TempDir private Path folder;

  private BlockStore store;
  private RunContext context;

  @BeforeEach
  void open() throws Exception {
    Workspace workspace = Workspace.open(folder);
    store = workspace.blocks();
    OperatorCatalogue catalogue = new ShippedOperators().catalogue();
    context =
        RunContext.of(
            catalogue,
            store,
            workspace.outcomes(),
            workspace.latest(),
            new InProcessExecutor(catalogue, store),
            new RecipeReader(catalogue)
                .parse(
                    "small.yaml",
                    """
                    neural: 1
                    name: small
                    steps:
                      ingest: {}
                      validate: {}
                      segment: {}
                      deduplicate: {}
                      split: {by: [device]}
                      plan: {}
                    """));
  }

  @Test
  void partsNothingThatOnlyTheParentAcceptedFromItsDevice() throws Exception {
    Track left = rejected(track(1, "camera a"));
    Track same = accepted(track(2, "camera a"));
    Track other = accepted(track(3, "camera b"));
    ParentVersion parent =
        parent(new Splits.Assignment(left.recording(), "test", left.recording()));

    DatasetSteps.Plan plan = new DatasetSteps(context).plan(List.of(left, same, other), parent);

    assertThat(splits(plan.splits()).byRecording())
        .containsOnly(
            entry(left.recording(), "test"),
            entry(same.recording(), "test"),
            entry(other.recording(), "train"));
  }

  @Test
  void doesNotConsiderWhatWasNeverAccepted() throws Exception {
    Track rejected = rejected(track(1, "camera a"));
    Track same = accepted(track(2, "camera a"));

    DatasetSteps.Plan plan =
        new DatasetSteps(context).plan(List.of(rejected, same), ParentVersion.none());

    assertThat(splits(plan.splits()).byRecording()).containsOnly(entry(same.recording(), "train"));
  }

  @Test
  void whatARevokedRecordingShowsIsStillKnown() throws Exception {
    Track revoked = track(1, "camera a", "video of both");
    Track copy = accepted(track(2, "camera b", "video of both"));
    RunContext informed = revoking(revoked, contributor(revoked));

    Track judged = informed.judged(accepted(revoked));
    DatasetSteps.Plan plan =
        new DatasetSteps(informed).plan(List.of(judged, copy), ParentVersion.none());

    assertThat(judged.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().toString()).isEqualTo("REVOKE-RECORDING");
              assertThat(finding.evidence())
                  .isEqualTo(
                      "Its contributor %s revoked it in block 7 of chain 31337"
                          .formatted(contributor(revoked)));
            });
    assertThat(Clusters.read(new ContentFiles(store), plan.clusters()).members())
        .allMatch(
            member -> member.representative().recording().equals(revoked.recording()),
            "the revoked recording comes first");
    assertThat(plan.tasks()).isEmpty();
  }

  @Test
  void onlyItsContributorRevokesARecording() throws Exception {
    Track track = track(1, "camera a");

    RunContext informed = revoking(track, Address.of(new byte[Address.LENGTH]));

    assertThat(informed.registrations().revocations()).isEmpty();
  }

  @Test
  void aRevokedRecordingWhoseFilesAreGoneIsLeftOut() throws Exception {
    Track gone = track(1, "camera a");
    RunContext informed = revoking(gone, contributor(gone));

    assertThat(Curation.tracks(informed, List.of(gone.recording()))).isEmpty();
    assertThat(Curation.tracks(context, List.of(gone.recording()))).hasSize(1);
  }

  @Test
  void aVersionStillHasWhatKeepsTheSplitOfAVersionBeforeIt() throws Exception {
    Cid left = track(1, "camera a").recording();

    assertThat(parent(new Splits.Assignment(left, "test", left)).recordings())
        .containsExactly(left);
  }

  private RunContext revoking(Track track, Address contributor) throws IOException {
    Revocation revocation =
        new Revocation(track.recording(), contributor, 31337, Address.of(new byte[20]), 7);
    return Curation.informed(
        context.with(Registrations.NONE.with(List.of(revocation))),
        ParentVersion.none(),
        List.of(track.recording()));
  }

  private Address contributor(Track track) throws IOException {
    return SignedManifest.read(store.require(track.recording()).bytes()).publicHalf().contributor();
  }

  /** A version of these splits that accepted none of their recordings itself. */
  private ParentVersion parent(Splits.Assignment... assignments) throws IOException {
    ContentFiles files = new ContentFiles(store);
    DatasetVersion version =
        new DatasetVersion(
            1,
            context.recipe().block().cid(),
            Optional.empty(),
            new LineageCommitment(NO_DIGEST, 0),
            new DatasetTotals(0, 0, 0, 0, new TreeMap<>()),
            List.of(
                new DatasetFile(Lineage.RECORDINGS, files.add(new byte[0]), 0, NO_DIGEST),
                new DatasetFile(
                    Lineage.SPLITS, new Splits(List.of(assignments)).store(files), 0, NO_DIGEST)));
    return ParentVersion.read(Optional.of(put(version.block())), store);
  }

  private Splits splits(Cid cid) throws IOException {
    return Splits.read(new ContentFiles(store), cid);
  }

  private static Track rejected(Track track) {
    return track.with(List.of(Finding.error("VIDEO-GAP", "frame 1", "It has a gap")));
  }

  private Track accepted(Track track) throws IOException {
    ExaminationSummary summary =
        new ExaminationSummary("h264", 64, 48, 10, 10, 0, List.of(), 0, 0, 10, 64, 48, 10, 1);
    Clips clips = new Clips(List.of(new Clip(0, 0, 0, 10, 0, 1_000_000_000)));
    Cid none = track.recording();
    return track
        .with("examine", none, Map.of("summary", put(DagJson.block(summary))))
        .with("segment", none, Map.of("clips", put(DagJson.block(clips))));
  }

  private Track track(int contributor, String device) throws IOException {
    return track(contributor, device, "video of " + contributor);
  }

  private Track track(int contributor, String device, String content) throws IOException {
    PrivateHalf privateHalf =
        new PrivateHalf(
            device,
            Optional.empty(),
            Optional.empty(),
            Consent.NONE,
            BlindingSecret.of(new byte[32]));
    byte[] account = new byte[Address.LENGTH];
    account[0] = (byte) contributor;
    Cid video = Cid.of(Multicodec.RAW, content.getBytes(StandardCharsets.UTF_8));
    SignedManifest manifest =
        new SignedManifest(
            new PublicHalf(
                Address.of(account),
                Licence.UNSTATED,
                List.of(new StreamFile("video.mp4", video, 1)),
                privateHalf.commitments(),
                privateHalf.digest()),
            Optional.empty());
    SortedMap<String, Cid> values =
        new TreeMap<>(
            Map.of("manifest", put(manifest.block()), "private", put(privateHalf.block())));
    return new Track(manifest.cid(), values, List.of(), List.of());
  }

  private Cid put(Block block) throws IOException {
    store.put(block);
    return block.cid();
  }
}

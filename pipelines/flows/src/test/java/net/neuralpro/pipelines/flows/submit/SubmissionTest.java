package net.neuralpro.pipelines.flows.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.FileRole;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
  private final MemoryBlockStore store = new MemoryBlockStore();

  @TempDir private Path folder;

  @Test
  void storesFilesAndSignedManifest() throws IOException {
    Submitted submitted =
        Rides.submit(
            Rides.submission(store), Rides.ride(folder), Rides.FACTS, SubmissionOptions.NONE);
    SignedManifest manifest = SignedManifest.read(store.require(submitted.recording()).bytes());
    assertThat(manifest.isGenuine()).isTrue();
    for (StreamFile stream : manifest.publicHalf().streams()) {
      assertThat(new ContentFiles(store).size(stream.cid())).isEqualTo(stream.bytes());
    }
    byte[] half = store.require(PrivateHalf.cid(manifest.publicHalf().privateHalf())).bytes();
    assertThat(PrivateHalf.read(half).device()).isEqualTo("Camera 7");
  }

  @Test
  void doesNotPublishFileNamesTimesOrPlaces() throws IOException {
    Submitted submitted =
        Rides.submit(
            Rides.submission(store), Rides.ride(folder), Rides.FACTS, SubmissionOptions.NONE);
    assertThat(submitted.manifest().publicHalf().streams())
        .extracting(StreamFile::path)
        .containsExactly("track.gpx", "video.mp4");
    assertThat(new String(submitted.manifest().block().bytes(), StandardCharsets.UTF_8))
        .doesNotContain("home", "2023", "Camera", "47.37", "17000000");
  }

  @Test
  void makesTheSameManifestInAnotherFolderAndOrder() throws IOException {
    DiscoveredRecording one = Rides.ride(folder.resolve("a"));
    DiscoveredRecording two = Rides.ride(folder.resolve("b"), "GX010012");
    List<DiscoveredRecording.Member> backwards = new ArrayList<>(two.files());
    Collections.reverse(backwards);
    DiscoveredRecording other = new DiscoveredRecording("other", backwards);
    Submission first = Rides.submission(store);
    Submission second = new Submission(new MemoryBlockStore(), Rides.KEY, SubmissionProgress.NONE);
    assertThat(Rides.submit(second, other, Rides.FACTS, SubmissionOptions.NONE).manifest())
        .isEqualTo(Rides.submit(first, one, Rides.FACTS, SubmissionOptions.NONE).manifest());
  }

  @Test
  void blindsAnotherContributorsHalfInAnotherWay() throws IOException {
    DiscoveredRecording ride = Rides.ride(folder);
    Submitted mine =
        Rides.submit(Rides.submission(store), ride, Rides.FACTS, SubmissionOptions.NONE);
    Submitted theirs =
        Rides.submit(
            new Submission(store, ContributorKey.ofSeed(2, "rider"), SubmissionProgress.NONE),
            ride,
            Rides.FACTS,
            SubmissionOptions.NONE);
    assertThat(theirs.manifest().publicHalf().commitments().values())
        .doesNotContainAnyElementsOf(mine.manifest().publicHalf().commitments().values());
  }

  @Test
  void letsTheContributorsWordGoFirst() throws IOException {
    DiscoveredRecording ride = Rides.ride(folder);
    Submission submission = Rides.submission(store);
    Submitted silent = Rides.submit(submission, ride, RecordingFacts.NONE, SubmissionOptions.NONE);
    assertThat(silent.manifest().publicHalf().licence()).isEqualTo(Licence.UNSTATED);
    assertThat(silent.privateHalf().map(PrivateHalf::consent)).hasValue(Consent.NONE);
    assertThat(silent.privateHalf().map(PrivateHalf::device)).hasValue("unknown");
    Consent consent = new Consent(Consent.Publication.PUBLIC, Consent.Computation.ANY, "");
    Submitted said =
        Rides.submit(
            submission,
            ride,
            Rides.FACTS,
            new SubmissionOptions(
                Optional.of(new Licence("CC0-1.0")), Optional.of(consent), Optional.of("Other")));
    assertThat(said.manifest().publicHalf().licence()).hasToString("CC0-1.0");
    assertThat(said.privateHalf().map(PrivateHalf::consent)).hasValue(consent);
    assertThat(said.privateHalf().map(PrivateHalf::device)).hasValue("Other");
  }

  @Test
  void tellsHowMuchItReadAndReadsItOnce() throws IOException {
    AtomicLong read = new AtomicLong();
    DiscoveredRecording ride = Rides.ride(folder);
    Rides.submit(
        new Submission(store, Rides.KEY, read::addAndGet),
        ride,
        Rides.FACTS,
        SubmissionOptions.NONE);
    assertThat(read).hasValue((3L << 20) + "<gpx/>".length());
  }

  @Test
  void keepsTheNamesThatADeclarationUses() throws IOException {
    Files.writeString(folder.resolve("recording.yaml"), "neural: 1\n");
    Files.writeString(folder.resolve("front.mp4"), "");
    Files.writeString(folder.resolve("recording.manifest.json"), "");
    Files.writeString(folder.resolve("recording.private.json"), "");
    Submitted submitted =
        Rides.submit(
            Rides.submission(store), Rides.found(folder), Rides.FACTS, SubmissionOptions.NONE);
    assertThat(submitted.manifest().publicHalf().streams())
        .extracting(StreamFile::path)
        .containsExactly("front.mp4", "recording.yaml");
  }

  @Test
  void refusesWhatIsNotThere() throws IOException {
    DiscoveredRecording ride = Rides.ride(folder);
    Files.delete(ride.files().get(0).file());
    assertThatThrownBy(
            () -> Rides.submit(Rides.submission(store), ride, Rides.FACTS, SubmissionOptions.NONE))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SUBMIT-UNREADABLE")
        .hasMessageContaining("no such file");
    DiscoveredRecording empty =
        new DiscoveredRecording(
            "notes",
            List.of(new DiscoveredRecording.Member("a.private.json", folder, FileRole.MANIFEST)));
    assertThatThrownBy(
            () -> Rides.submit(Rides.submission(store), empty, Rides.FACTS, SubmissionOptions.NONE))
        .hasMessageContaining("SUBMIT-EMPTY");
  }
}

package net.neuralpro.pipelines.flows.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  private final MemoryBlockStore store = new MemoryBlockStore();

  @TempDir private Path folder;

  private Intake intake(Admission admission) {
    ContributorKey keeper = ContributorKey.ofSeed(9, "keeper");
    return new Intake(
        store,
        new Submission(store, keeper, SubmissionProgress.NONE),
        SubmissionOptions.NONE,
        (recording, streams) -> RecordingFacts.NONE,
        admission);
  }

  /** A ride that its rider submitted, with the manifest beside it. */
  private Submitted submitted() throws IOException {
    DiscoveredRecording ride = Rides.ride(folder);
    Submitted submitted =
        Rides.submit(
            Rides.submission(new MemoryBlockStore()), ride, Rides.FACTS, SubmissionOptions.NONE);
    ManifestFiles.of(ride).write(submitted);
    return submitted;
  }

  private void writeManifest(SignedManifest manifest) throws IOException {
    ManifestFiles.of(Rides.found(folder))
        .write(new Submitted("ride", manifest, Optional.empty(), Optional.empty(), List.of()));
  }

  @Test
  void takesARecordingUnderTheManifestBesideIt() throws IOException {
    Submitted mine = submitted();
    Submitted taken = intake(Admission.SIGNED_ONLY).take(Rides.found(folder));
    assertThat(taken.manifest()).isEqualTo(mine.manifest());
    assertThat(taken.privateHalf()).isEqualTo(mine.privateHalf());
    assertThat(store.has(taken.recording())).isTrue();
    assertThat(taken.findings()).isEmpty();
  }

  @Test
  void keepsThePrivateHalfForItsOwner() throws IOException {
    submitted();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".json")))
          .extracting(
              file ->
                  file.getFileName()
                      + " "
                      + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .containsExactlyInAnyOrder(
              "2023-11-14 home to work.MP4.manifest.json rw-r--r--",
              "2023-11-14 home to work.MP4.private.json rw-------");
    }
  }

  @Test
  void doesWithoutThePrivateHalf() throws IOException {
    submitted();
    Files.delete(ManifestFiles.of(Rides.found(folder)).privateHalf());
    assertThat(intake(Admission.SIGNED_ONLY).take(Rides.found(folder)).privateHalf()).isEmpty();
  }

  @Test
  void submitsWhatHasNoManifest() throws IOException {
    Submitted taken = intake(Admission.SIGNED_ONLY).take(Rides.ride(folder));
    assertThat(taken.manifest().publicHalf().contributor())
        .isEqualTo(ContributorKey.ofSeed(9, "keeper").address());
    assertThat(taken.manifest().isGenuine()).isTrue();
  }

  @Test
  void refusesAnUnsignedManifestUnlessToldOtherwise() throws IOException {
    SignedManifest signed = submitted().manifest();
    writeManifest(new SignedManifest(signed.publicHalf(), Optional.empty()));
    assertRefused("MANIFEST-UNSIGNED");
    assertThat(intake(Admission.ALSO_UNSIGNED).take(Rides.found(folder)).findings())
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .startsWith("WARNING MANIFEST-UNSIGNED at");
  }

  @Test
  void refusesAnothersSignatureUnlessToldOtherwise() throws IOException {
    SignedManifest signed = submitted().manifest();
    writeManifest(
        new SignedManifest(
            signed.publicHalf(),
            Optional.of(ContributorKey.ofSeed(2, "thief").sign(new byte[32]))));
    assertRefused("MANIFEST-SIGNATURE");
    assertThat(intake(Admission.ALSO_UNSIGNED).take(Rides.found(folder)).findings()).hasSize(1);
  }

  @Test
  void refusesFilesThatWereChangedOrRemoved() throws IOException {
    submitted();
    DiscoveredRecording ride = Rides.found(folder);
    Files.writeString(ride.files().get(1).file(), "<gpx></gpx>");
    assertRefused("MANIFEST-STREAM-CHANGED at track.gpx");
    Files.delete(ride.files().get(1).file());
    assertRefused("MANIFEST-STREAM-MISSING at track.gpx");
  }

  @Test
  void leavesOutFilesThatWereNotSigned() throws IOException {
    submitted();
    Files.writeString(folder.resolve("2023-11-14 home to work.srt"), "");
    Submitted taken = intake(Admission.SIGNED_ONLY).take(Rides.found(folder));
    assertThat(taken.findings())
        .extracting(Finding::toString)
        .containsExactly(
            "WARNING MANIFEST-STREAM-EXTRA at subtitles.srt: The manifest does not have it, so it"
                + " is left out");
    assertThat(taken.manifest().publicHalf().streams()).hasSize(2);
  }

  @Test
  void refusesMalformedManifests() throws IOException {
    submitted();
    Path manifest = ManifestFiles.of(Rides.found(folder)).manifest();
    byte[] bytes = Files.readAllBytes(manifest);
    Files.write(manifest, List.of("not", "this"), StandardCharsets.UTF_8);
    assertRefused("MANIFEST-MALFORMED");
    Files.write(manifest, new byte[(2 << 20) + 1]);
    assertRefused("MANIFEST-MALFORMED");
    Files.write(manifest, bytes);
    Path half = ManifestFiles.of(Rides.found(folder)).privateHalf();
    String text = Files.readString(half);
    Files.writeString(half, text.replace("Camera 7", "Camera 8"));
    assertRefused("MANIFEST-PRIVATE");
    Files.writeString(half, text.substring(1));
    assertRefused("MANIFEST-MALFORMED");
  }

  private void assertRefused(String message) throws IOException {
    DiscoveredRecording ride = Rides.found(folder);
    assertThatThrownBy(() -> intake(Admission.SIGNED_ONLY).take(ride))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining(message);
  }
}

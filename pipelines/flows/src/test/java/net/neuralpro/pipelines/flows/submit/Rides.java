package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.time.TimeRange;

/** A small recording, and what is needed to submit it. */
final class Rides {
  static final ContributorKey KEY = ContributorKey.ofSeed(1, "rider");
  static final RecordingFacts FACTS =
      new RecordingFacts(
          Optional.of("Camera 7"),
          Optional.of(new TimeRange(1_700_000_000_000_000_000L, 1_700_000_060_000_000_000L)),
          Optional.of(new Place(new BigDecimal("47.3769"), new BigDecimal("8.5417"))),
          Optional.empty(),
          Optional.empty());

  private Rides() {}

  /** A video with a track of the same name beside it, both of bytes that no reader needs. */
  static DiscoveredRecording ride(Path folder) throws IOException {
    return ride(folder, "2023-11-14 home to work");
  }

  static DiscoveredRecording ride(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".MP4"), new byte[3 << 20]);
    Files.writeString(folder.resolve(name + ".gpx"), "<gpx/>", StandardCharsets.UTF_8);
    return found(folder);
  }

  static DiscoveredRecording found(Path folder) throws IOException {
    return RecordingDiscovery.discover(List.of(folder)).recordings().get(0);
  }

  static Submitted submit(
      Submission submission, DiscoveredRecording ride, RecordingFacts facts, SubmissionOptions said)
      throws IOException {
    return submission.submit(ride.name(), submission.streams(ride), facts, said);
  }

  static Submission submission(BlockStore store) {
    return new Submission(store, KEY, SubmissionProgress.NONE);
  }
}

package net.neuralpro.pipelines.flows.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.pipelines.flows.SharedData;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.time.TimeRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFactsTest {
  private static final LocalFacts FACTS =
      new LocalFacts(
          (source, columns) -> {
            throw new IllegalStateException("There is no such table: " + source.name());
          });

  @TempDir private Path folder;

  @Test
  void tellsWhatAGoProKnows() throws IOException {
    Path video = SharedData.file("video/gopro-max-heromode.mp4");
    RecordingFacts facts =
        FACTS.of(RecordingDiscovery.discover(List.of(video)).recordings().get(0));
    assertThat(facts.device()).hasValue("GoPro Max");
    assertThat(facts.place())
        .hasValue(new Place(new BigDecimal("33.12677"), new BigDecimal("-117.3273436")));
    assertThat(facts.captured().map(TimeRange::length).orElseThrow())
        .isBetween(10_477_000_000L, 10_600_000_000L);
    assertThat(facts.licence()).isEmpty();
  }

  @Test
  void tellsWhatADeclarationSays() throws IOException {
    Files.writeString(folder.resolve("wheel.csv"), "t,v\n0,1\n1,2\n");
    Files.writeString(
        folder.resolve("recording.yaml"),
        """
        neural: 1
        device: {make: Acme, model: Box, serial: "17"}
        licence: CC-BY-4.0
        consent: {publication: public, computation: any}
        sensors:
          - file: wheel.csv
            kind: wheel_speed
            time: {column: t, unit: s}
            columns: {value: v}
        """);
    RecordingFacts facts = FACTS.of(Rides.found(folder));
    assertThat(facts.device()).hasValue("Acme Box 17");
    assertThat(facts.licence()).hasToString("Optional[CC-BY-4.0]");
    assertThat(facts.consent()).isPresent();
    assertThat(facts.captured()).isEmpty();
    assertThat(facts.place()).isEmpty();
    assertThat(new DeclaredFacts().of(Rides.found(folder))).isEqualTo(facts);
  }

  @Test
  void declaredFactsNeedNoReadableVideo() throws IOException {
    DiscoveredRecording ride = Rides.ride(folder);
    assertThat(new DeclaredFacts().of(ride)).isEqualTo(RecordingFacts.NONE);
    Files.writeString(folder.resolve("recording.yaml"), "neural: 1\nlicence: no licence\n");
    DiscoveredRecording declared = Rides.found(folder);
    assertThatThrownBy(() -> new DeclaredFacts().of(declared))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("RECORDING-YAML-VALUE");
  }

  @Test
  void refusesWhatCannotBeOpened() throws IOException {
    Files.writeString(folder.resolve("ride.mp4"), "no video");
    assertThatThrownBy(() -> FACTS.of(Rides.found(folder)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("MEDIA-");
  }
}

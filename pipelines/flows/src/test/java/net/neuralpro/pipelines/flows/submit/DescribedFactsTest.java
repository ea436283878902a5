package net.neuralpro.pipelines.flows.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.media.recording.RecordingReader;
import net.neuralpro.pipelines.flows.SharedData;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.TimeRange;
import org.junit.jupiter.api.Test;

class DescribedFactsTest {
  private static final SampleSink NOBODY =
      new SampleSink() {
        @Override
        public void sample(String stream, SensorKind kind, long timeNanos, double... values) {}

        @Override
        public void finding(Finding finding) {}
      };

  private static RecordingDescription described(String path) throws IOException {
    return RecordingReader.read(
        RecordingDiscovery.discover(List.of(SharedData.file(path))).recordings().get(0).fileSet(),
        (source, columns) -> {
          throw new IllegalStateException("There is no such table: " + source.name());
        },
        NOBODY,
        frame -> {},
        BigDecimal.ONE);
  }

  @Test
  void tellsTheUtcSpanOfWhatKnowsTheTime() throws IOException {
    TimeRange span =
        DescribedFacts.captured(described("video/gopro-max-heromode.mp4")).orElseThrow();
    assertThat(span.start() / 1_000_000_000L).isEqualTo(1_574_120_713L);
    assertThat(span.length()).isBetween(10_477_000_000L, 10_600_000_000L);
    assertThat(DescribedFacts.captured(described("video/psd-testvideo.mp4"))).isEmpty();
  }

  @Test
  void roundsAPlaceToACentimetre() {
    assertThat(DescribedFacts.place(47.376912345, -8.5))
        .hasValue(new Place(new BigDecimal("47.3769123"), new BigDecimal("-8.5")));
    assertThat(DescribedFacts.place(91, 0)).isEmpty();
  }
}

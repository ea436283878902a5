package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoDecoderTest {

  private static final int FRAMES = 30;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "libopenh264, mp4",
    "libopenh264, mkv",
    "libopenh264, avi",
    "libaom-av1, mp4",
    "libaom-av1, mkv",
    "libvpx-vp9, mp4",
    "libvpx-vp9, mkv",
    "mjpeg, mp4",
    "mjpeg, avi",
    "mpeg4, mp4",
    "mpeg4, mkv",
    "mpeg4, avi",
    "ffv1, mkv"
  })
  void decodesEveryFrameEquallyOnAnyProcessor(String encoder, String container) throws Exception {
    Path video = sample(encoder, container);

    Set<Decoding> decodings = CpuFlags.resultsUnderAll(() -> Decoding.of(ByteSource.of(video)));

    assertThat(decodings).hasSize(1);
    Decoding decoding = decodings.iterator().next();
    assertThat(decoding.report().faults()).isEmpty();
    assertThat(decoding.report().clean()).isTrue();
    assertThat(decoding.report().frames()).isEqualTo(FRAMES);
    List<Long> steps =
        LongStream.range(1, FRAMES)
            .mapToObj(i -> decoding.times().get((int) i) - decoding.times().get((int) i - 1))
            .distinct()
            .toList();
    assertThat(steps).containsExactly(40_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hevc-8bit.mp4", "hevc-10bit.mp4"})
  void decodesHevcEquallyOnAnyProcessor(String name) throws Exception {
    Path video = folder.resolve(name);
    try (var resource = getClass().getResourceAsStream(name)) {
      Files.copy(java.util.Objects.requireNonNull(resource), video);
    }

    Set<Decoding> decodings = CpuFlags.resultsUnderAll(() -> Decoding.of(ByteSource.of(video)));

    assertThat(decodings).hasSize(1);
    assertThat(decodings.iterator().next().report().faults()).isEmpty();
    assertThat(decodings.iterator().next().report().frames()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({
    "gopro-karma.mp4, 362",
    "gopro-max-heromode.mp4, 315",
    "intel-car-detection.mp4, 377",
    "mapillary-sample-5s.mp4, 171",
    "psd-testvideo.mp4, 720"
  })
  void decodesRealRecordingsToTheLastFrame(String name, int frames) throws Exception {
    Decoding decoding = Decoding.of(SharedVideos.source(name));

    assertThat(decoding.report().faults()).isEmpty();
    assertThat(decoding.report().frames()).isEqualTo(frames);
    assertThat(decoding.report().missing()).isZero();
    assertThat(decoding.times()).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"mkv, MEDIA-TRUNCATED", "avi, MEDIA-TRUNCATED", "mp4, MEDIA-TRUNCATED"})
  void noticesThatAVideoIsCutOff(String container, String rule) throws Exception {
    Path video =
        container.equals("mp4")
            ? SharedVideos.path("psd-testvideo.mp4")
            : sample("mpeg4", container);
    byte[] bytes = Files.readAllBytes(video);
    Path cut = folder.resolve("cut." + container);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

    DecodeReport report;
    try {
      report = Decoding.of(ByteSource.of(cut)).report();
    } catch (MediaException e) {
      assertThat(e.rule()).isEqualTo("MEDIA-OPEN");
      return;
    }

    assertThat(report.clean()).isFalse();
    assertThat(report.faults()).extracting(DecodeFault::rule).contains(rule);
    assertThat(report.faults())
        .filteredOn(fault -> fault.rule().equals(rule))
        .allSatisfy(
            fault ->
                assertThat(fault.message())
                    .contains("declares")
                    .endsWith("perhaps the file is cut off"));
  }

  @Test
  void countsFlippedBitsWithTheirPlace() throws Exception {
    Path video = sample("libopenh264", "mkv");
    byte[] bytes = Files.readAllBytes(video);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 400; i += 7) {
      bytes[i] ^= 0x10;
    }
    Files.write(video, bytes);

    DecodeReport report = Decoding.of(ByteSource.of(video)).report();

    assertThat(report.clean()).isFalse();
    assertThat(report.faultCount()).isPositive();
    assertThat(report.faults().get(0).place())
        .startsWith("mpeg4.mkv".replace("mpeg4", "libopenh264"));
  }

  private Path sample(String encoder, String container) throws Exception {
    return SampleVideo.write(
        folder.resolve(encoder + "." + container),
        encoder,
        FRAMES,
        i -> Scene.picture(192, 108, 3, i));
  }
}

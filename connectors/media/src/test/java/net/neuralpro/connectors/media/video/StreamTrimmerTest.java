package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTrimmerTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void keepsWholeGroupsOfPicturesAndNothingElse() throws Exception {
    Path target = folder.resolve("trimmed.mp4");

    TrimmedVideo trimmed =
        StreamTrimmer.trim(
            SharedVideos.source("gopro-max-heromode.mp4"), 2 * SECOND, 8 * SECOND, target);

    assertThat(trimmed.startNanos()).isBetween(2 * SECOND, 3 * SECOND);
    assertThat(trimmed.endNanos()).isBetween(7 * SECOND, 8 * SECOND);
    ContainerDescription container = MediaProbe.probe(ByteSource.of(target));
    assertThat(container.streams()).hasSize(1);
    assertThat(container.metadata())
        .containsOnlyKeys("compatible_brands", "major_brand", "minor_version");
    Decoding decoding = Decoding.of(ByteSource.of(target));
    assertThat(decoding.report().faults()).isEmpty();
    assertThat(decoding.report().frames()).isEqualTo(trimmed.packets());
    assertThat(decoding.times().get(0)).isZero();
    String text = new String(Files.readAllBytes(target), StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("GoPro", "gpmd", "GPS", "33.12", "H19.03", "2019");
  }

  @ParameterizedTest
  @CsvSource({
    "libopenh264, mp4",
    "libopenh264, mkv",
    "libaom-av1, mkv",
    "libvpx-vp9, mkv",
    "mjpeg, avi",
    "mpeg4, mp4"
  })
  void trimsEveryCodec(String encoder, String container) throws Exception {
    Path video =
        SampleVideo.write(
            folder.resolve("a." + container), encoder, 75, i -> Scene.picture(192, 108, 3, i));
    Path target = folder.resolve("trimmed.mp4");

    TrimmedVideo trimmed =
        StreamTrimmer.trim(ByteSource.of(video), SECOND / 2, 5 * SECOND / 2, target);

    Decoding decoding = Decoding.of(ByteSource.of(target));
    assertThat(decoding.report().faults()).isEmpty();
    assertThat(decoding.report().frames()).isEqualTo(trimmed.packets()).isBetween(20L, 50L);
    assertThat(trimmed.startNanos()).isGreaterThanOrEqualTo(SECOND / 2);
    assertThat(trimmed.endNanos()).isLessThanOrEqualTo(5 * SECOND / 2 + 40_000_000L);
  }

  @Test
  void takesUserDataOutOfMpeg4() {
    byte[] stream = {0, 0, 1, (byte) 0xb2, 'g', 'p', 's', 0, 0, 1, 0, 7};

    assertThat(EmbeddedData.strip("mpeg4", stream)).containsExactly(0, 0, 1, 0, 7);
  }

  @Test
  void takesCommentsAndExifOutOfJpeg() {
    byte[] picture = {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xe1,
      0,
      5,
      'G',
      'P',
      'S',
      (byte) 0xff,
      (byte) 0xe0,
      0,
      3,
      'A',
      (byte) 0xff,
      (byte) 0xfe,
      0,
      4,
      'm',
      'e',
      (byte) 0xff,
      (byte) 0xda,
      1,
      2,
      3
    };

    assertThat(EmbeddedData.strip("mjpeg", picture))
        .containsExactly(0xff, 0xd8, 0xff, 0xe0, 0, 3, 'A', 0xff, 0xda, 1, 2, 3);
  }

  @Test
  void saysThatNoWholeGroupIsInTheSpan() {
    ByteSource source = SharedVideos.source("intel-car-detection.mp4");
    assertThatThrownBy(
            () -> StreamTrimmer.trim(source, 2 * SECOND, 3 * SECOND, folder.resolve("trimmed.mp4")))
        .isInstanceOf(MediaException.class)
        .hasMessage(
            "MEDIA-TRIM at intel-car-detection.mp4: No whole group of pictures lies within the"
                + " span; perhaps choose a longer one");
  }

  @Test
  void saysThatTheTargetCannotBeWritten() {
    ByteSource source = SharedVideos.source("gopro-karma.mp4");
    assertThatThrownBy(
            () ->
                StreamTrimmer.trim(
                    source, 0, 100 * SECOND, folder.resolve("missing").resolve("trimmed.mp4")))
        .isInstanceOf(MediaException.class)
        .hasMessage(
            "MEDIA-WRITE at trimmed.mp4: Cannot write the trimmed video: No such file or"
                + " directory");
  }
}

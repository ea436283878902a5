package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.neuralpro.connectors.media.video.analysis.ShotThresholds;

class HostileVideoTest {

  private static final String[][] KINDS = {
    {"libopenh264", "mp4"},
    {"libopenh264", "mkv"},
    {"libopenh264", "avi"},
    {"libaom-av1", "mkv"},
    {"libvpx-vp9", "mkv"},
    {"mjpeg", "avi"},
    {"mpeg4", "mp4"},
    {"ffv1", "mkv"}
  };

  private static Path folder = Path.of("");
  private static final byte[][] SAMPLES = new byte[KINDS.length][];

  @BeforeContainer
  static void writeSamples() throws IOException {
    folder = Files.createTempDirectory("hostile");
    for (int i = 0; i < KINDS.length; i++) {
      Path file = folder.resolve(KINDS[i][0] + "." + KINDS[i][1]);
      SampleVideo.write(file, KINDS[i][0], 20, frame -> Scene.picture(96, 64, 9, frame));
      SAMPLES[i] = Files.readAllBytes(file);
    }
  }

  @AfterContainer
  static void deleteSamples() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void cutOffVideosAreRejectedOrReported(
      @ForAll @IntRange(max = 7) int kind, @ForAll @IntRange(max = 999) int share)
      throws IOException {
    byte[] sample = SAMPLES[kind];
    examine(Arrays.copyOf(sample, (int) ((long) sample.length * share / 1000)));
  }

  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void flippedBitsAreRejectedOrReported(
      @ForAll @IntRange(max = 7) int kind,
      @ForAll @IntRange(min = 1, max = 600) int flips,
      @ForAll @IntRange(min = 1, max = 64) int part,
      @ForAll long seed)
      throws IOException {
    byte[] bytes = SAMPLES[kind].clone();
    Random random = new Random(seed);
    for (int i = 0; i < flips; i++) {
      bytes[random.nextInt(Math.max(1, bytes.length / part))] ^= (byte) (1 << random.nextInt(8));
    }
    examine(bytes);
  }

  private static void examine(byte[] bytes) throws IOException {
    Path file = folder.resolve("hostile");
    Files.write(file, bytes);
    try {
      ExaminationSummary summary =
          VideoExamination.examine(
              ByteSource.of(file),
              new ExaminationSettings(
                  FrameRate.of(8),
                  new GridSize.ShortSide(32),
                  GridCoding.DEFAULT,
                  ShotThresholds.DEFAULT,
                  500_000_000L),
              folder.resolve("scratch"),
              new RecordedExamination(),
              OutputStream.nullOutputStream());
      assertThat(summary.decoding().faults()).allMatch(fault -> fault.rule().startsWith("MEDIA-"));
    } catch (MediaException e) {
      assertThat(e.rule()).startsWith("MEDIA-");
      assertThat(e.getMessage()).startsWith(e.rule() + " at " + e.place());
    }
  }
}

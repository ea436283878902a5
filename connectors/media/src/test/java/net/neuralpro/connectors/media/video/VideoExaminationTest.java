package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.neuralpro.connectors.media.video.analysis.Picture;
import net.neuralpro.connectors.media.video.analysis.ShotThresholds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoExaminationTest {

  private static final ExaminationSettings SETTINGS =
      new ExaminationSettings(
          FrameRate.of(8),
          new GridSize.ShortSide(64),
          GridCoding.DEFAULT,
          ShotThresholds.DEFAULT,
          500_000_000L);

  @TempDir Path folder;

  private record Result(
      ExaminationSummary summary,
      List<Shot> shots,
      List<MeasuredFrame> frames,
      List<GridRow> rows,
      java.nio.ByteBuffer video) {}

  private Result examine(ByteSource source, ExaminationSettings settings) throws Exception {
    RecordedExamination told = new RecordedExamination();
    Path target = folder.resolve("grid.mp4");
    ExaminationSummary summary;
    try (OutputStream out = Files.newOutputStream(target)) {
      summary = VideoExamination.examine(source, settings, folder.resolve("scratch"), told, out);
    }
    assertThat(folder.resolve("scratch")).doesNotExist();
    return new Result(
        summary,
        told.shots,
        told.frames,
        told.rows,
        java.nio.ByteBuffer.wrap(Files.readAllBytes(target)));
  }

  private ByteSource grid() {
    return ByteSource.of(folder.resolve("grid.mp4"));
  }

  @Test
  void findsTheHardCutsOfARealVideoAndNoOthers() throws Exception {
    Result result = examine(SharedVideos.source("psd-testvideo.mp4"), SETTINGS);

    assertThat(result.shots())
        .extracting(Shot::firstFrame, Shot::start)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0L, ShotStart.RECORDING),
            org.assertj.core.groups.Tuple.tuple(30L, ShotStart.CUT),
            org.assertj.core.groups.Tuple.tuple(180L, ShotStart.CUT));
    assertThat(result.frames()).hasSize(720);
    assertThat(result.summary().cuts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mapillary-sample-5s.mp4",
        "intel-car-detection.mp4",
        "gopro-karma.mp4",
        "gopro-max-heromode.mp4"
      })
  void findsNoCutWhereThereIsNone(String name) throws Exception {
    Result result = examine(SharedVideos.source(name), SETTINGS);

    assertThat(result.shots()).hasSize(1);
    assertThat(result.summary().decoding().clean()).isTrue();
  }

  @Test
  void everyRowIsOnePacketAndShowsTheFrameOfItsTime() throws Exception {
    Path video = scenes("a.mp4", 60, 25);
    Result result = examine(ByteSource.of(video), SETTINGS);

    assertThat(result.shots()).extracting(Shot::firstFrame).containsExactly(0L, 25L);
    Decoding decoded = Decoding.of(grid());
    assertThat(decoded.report().clean()).isTrue();
    assertThat(decoded.times()).hasSameSizeAs(result.rows());
    for (int i = 0; i < result.rows().size(); i++) {
      GridRow row = result.rows().get(i);
      assertThat(row.row()).isEqualTo(i);
      assertThat(decoded.times().get(i)).isEqualTo(125_000_000L * i);
      Shot shot = result.shots().get(row.shot());
      long gridTime = shot.timeNanos() + row.gridNanos();
      assertThat(row.timeNanos()).isBetween(gridTime - 40_000_000L, gridTime + 1_000_000L);
      assertThat(row.timeNanos()).isEqualTo(result.frames().get((int) row.frame()).timeNanos());
    }
    assertThat(result.rows())
        .filteredOn(row -> row.gridNanos() == 0)
        .hasSize(2)
        .allMatch(row -> row.kind() == RowKind.KEY);
  }

  @Test
  void keyRowsComeAtLeastOnceInAGroup() throws Exception {
    ExaminationSettings shortGroups =
        new ExaminationSettings(
            FrameRate.of(25),
            new GridSize.ShortSide(64),
            new GridCoding(30, 10),
            ShotThresholds.DEFAULT,
            500_000_000L);
    Result result = examine(ByteSource.of(scenes("a.mp4", 60, 100)), shortGroups);

    assertThat(result.rows()).hasSize(60);
    assertThat(result.rows())
        .filteredOn(row -> row.row() % 10 == 0)
        .allMatch(row -> row.kind() == RowKind.KEY);
  }

  @Test
  void theGridRestartsAfterAGap() throws Exception {
    Path video = scenes("a.mkv", 40, 100);
    ExaminationSettings strict =
        new ExaminationSettings(
            FrameRate.of(25),
            new GridSize.ShortSide(64),
            GridCoding.DEFAULT,
            ShotThresholds.DEFAULT,
            30_000_000L);
    Result result = examine(ByteSource.of(video), strict);

    assertThat(result.summary().gaps()).isEqualTo(39);
    assertThat(result.rows()).allMatch(row -> row.gridNanos() == 0 && row.kind() == RowKind.KEY);
  }

  @Test
  void cutsToAFixedSizeWithoutStretching() throws Exception {
    ExaminationSettings square =
        new ExaminationSettings(
            FrameRate.of(8),
            new GridSize.Exact(64, 64),
            GridCoding.DEFAULT,
            ShotThresholds.DEFAULT,
            500_000_000L);
    Result result = examine(ByteSource.of(scenes("a.mp4", 20, 100)), square);

    GridFormat format = result.summary().format().orElseThrow();
    assertThat(format.width()).isEqualTo(64);
    assertThat(format.height()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"libopenh264", "libaom-av1", "libvpx-vp9", "mjpeg", "mpeg4", "ffv1"})
  void givesEqualBytesOnAnyProcessor(String encoder) throws Exception {
    Path video =
        SampleVideo.write(
            folder.resolve("a.mkv"), encoder, 30, i -> Scene.picture(192, 108, i < 17 ? 3 : 40, i));

    Set<Result> results = CpuFlags.resultsUnderAll(() -> examine(ByteSource.of(video), SETTINGS));

    assertThat(results).hasSize(1);
    assertThat(results.iterator().next().shots()).hasSize(2);
  }

  @Test
  void measuresTenBitVideo() throws Exception {
    Path video = folder.resolve("hevc-10bit.mp4");
    try (var resource = getClass().getResourceAsStream("hevc-10bit.mp4")) {
      Files.copy(java.util.Objects.requireNonNull(resource), video);
    }
    Set<Result> results = CpuFlags.resultsUnderAll(() -> examine(ByteSource.of(video), SETTINGS));

    assertThat(results).hasSize(1);
    assertThat(results.iterator().next().frames()).hasSize(30);
    assertThat(results.iterator().next().frames().get(5).measures().lumaMean()).isPositive();
  }

  @Test
  void rejectsAGapThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ExaminationSettings(
                    FrameRate.of(8),
                    new GridSize.ShortSide(64),
                    GridCoding.DEFAULT,
                    ShotThresholds.DEFAULT,
                    0))
        .withMessage("A gap is 1 ms to 60 s, not 0 ns");
  }

  private Path scenes(String name, int count, int cutAt) throws Exception {
    SampleVideo.Frames frames = i -> scene(i, cutAt);
    return SampleVideo.write(folder.resolve(name), "libopenh264", count, frames);
  }

  private static Picture scene(int frame, int cutAt) {
    return Scene.picture(192, 108, frame < cutAt ? 3 : 40, frame);
  }
}

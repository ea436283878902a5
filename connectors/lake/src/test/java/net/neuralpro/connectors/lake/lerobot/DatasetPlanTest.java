package net.neuralpro.connectors.lake.lerobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.connectors.lake.JsonFiles;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import org.junit.jupiter.api.Test;

class DatasetPlanTest {
  private static Episode episode(String key, int length, long bytes) {
    return new Episode(
        key, Split.TRAIN, "drive", length, new TreeMap<>(Map.of(SampleDataset.CAMERA, bytes)));
  }

  private static DatasetPlan plan(FileLimits limits, List<Episode> episodes) {
    return DatasetPlan.of(SampleDataset.LAYOUT, limits, episodes);
  }

  @Property(tries = 50)
  void dependsOnTheSetOfEpisodesAlone(
      @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<Episode> episodes = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Split split = random.nextBoolean() ? Split.TRAIN : Split.TEST;
      episodes.add(
          new Episode(
              "k" + index,
              split,
              "task " + random.nextInt(3),
              1 + random.nextInt(500),
              new TreeMap<>(Map.of(SampleDataset.CAMERA, (long) random.nextInt(1 << 20)))));
    }
    FileLimits limits = new FileLimits(3, 1, 2, 7);
    DatasetPlan plan = plan(limits, episodes);
    Collections.shuffle(episodes, random);
    assertThat(plan(limits, episodes)).isEqualTo(plan);
    assertThat(plan.rows()).isEqualTo(episodes.stream().mapToLong(Episode::length).sum());
    int covered = plan.splits().values().stream().mapToInt(range -> range[1] - range[0]).sum();
    assertThat(covered).isEqualTo(count);
  }

  @Test
  void beginsTheNextChunkAfterTheLastFileOfAChunk() {
    List<Episode> episodes = new ArrayList<>();
    for (int index = 0; index < 5; index++) {
      episodes.add(episode("k" + index, 10, 1 << 20));
    }
    DatasetPlan plan = plan(new FileLimits(2, 1, 1, 100), episodes);
    assertThat(plan.videoFiles(SampleDataset.CAMERA).keySet().stream().map(FileNumber::toString))
        .containsExactly(
            "chunk-000/file-000",
            "chunk-000/file-001",
            "chunk-001/file-000",
            "chunk-001/file-001",
            "chunk-002/file-000");
  }

  @Test
  void neverLetsAVideoOutgrowTheReadersClock() {
    List<Episode> episodes =
        List.of(episode("a", 6000, 1), episode("b", 4240, 1), episode("c", 1, 1));
    DatasetPlan plan = plan(FileLimits.REFERENCE, episodes);
    assertThat(plan.episodes().get(1).videos().get(SampleDataset.CAMERA).firstFrame())
        .isEqualTo(6000);
    assertThat(plan.episodes().get(2).videos().get(SampleDataset.CAMERA))
        .isEqualTo(new VideoPlace(new FileNumber(0, 1), 0));
  }

  @Test
  void refusesAnEpisodeLongerThanAVideoFile() {
    assertThatThrownBy(() -> plan(FileLimits.REFERENCE, List.of(episode("a", 10_241, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot place episode a of 10241 frames: a video file has at most 10240");
  }

  @Test
  void refusesAnEpisodeThatComesTwice() {
    List<Episode> episodes = List.of(episode("a", 1, 1), episode("a", 2, 1));
    assertThatThrownBy(() -> plan(FileLimits.REFERENCE, episodes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot have episode a twice");
  }

  @Test
  void writesTheSameBytesTwice() throws IOException {
    DatasetPlan plan = SampleDataset.plan(FileLimits.REFERENCE);
    assertThat(dataFile(plan)).isEqualTo(dataFile(plan));
    assertThat(SampleDataset.statistics(plan)).isEqualTo(SampleDataset.statistics(plan));
    assertThat(InfoFile.bytes(plan)).isEqualTo(InfoFile.bytes(plan));
  }

  private static byte[] dataFile(DatasetPlan plan) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataFile.write(plan, FileNumber.FIRST, SampleDataset::rows, ParquetLayout.RANDOM_ACCESS, out);
    return out.toByteArray();
  }

  @Test
  void refusesAnEpisodeWithOtherThanItsPlannedRows() {
    DatasetPlan plan = plan(FileLimits.REFERENCE, List.of(episode("a", 20, 1)));
    PlacedEpisode shorter =
        new PlacedEpisode(
            0, episode("a", 19, 1), 0, 0, FileNumber.FIRST, FileNumber.FIRST, new TreeMap<>());
    assertThatThrownBy(
            () ->
                DataFile.write(
                    plan,
                    FileNumber.FIRST,
                    episode -> SampleDataset.rows(shorter),
                    ParquetLayout.RANDOM_ACCESS,
                    new ByteArrayOutputStream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot write episode a of 20 rows: there are 19");
  }

  @Test
  void writesDecimalsThatReadAsTheSameDouble() {
    for (double value : new double[] {0, 0.1, 1 / 3.0, 1e18, 5, 4.9e-324, 1.7e308, -2e-3}) {
      assertThat(Double.parseDouble(JsonFiles.decimal(value).asText())).isEqualTo(value);
    }
    assertThat(JsonFiles.decimal(0.1)).hasToString("0.1");
    assertThat(JsonFiles.decimal(5)).hasToString("5.0");
  }
}

package net.neuralpro.transforms.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.transforms.tables.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  @TempDir private Path folder;

  @Test
  void tellsOfEveryRealRecording() throws IOException {
    Inspection inspection = Inspection.of(SharedData.require("video").getParent());

    assertThat(inspection.recordings()).hasSize(10);
    assertThat(inspection.recordings()).allMatch(entry -> entry.rejections().isEmpty());
    assertThat(inspection.render())
        .contains("sensors/comma2k19  (37 files, ")
        .contains("  clock    boot, zero is 2018-08-02T03:21:19.644023959Z\n")
        .contains("  frames   without a video, no gaps\n")
        .contains(
            "  sensor   gnss (gnss, gopro-max-heromode.mp4): 191 samples at 18.161 Hz, 0.016 s to"
                + " 10.468 s, longest gap 0.055 s\n")
        .contains("  place    in the cell of 0.01° from 33.12,-117.33\n")
        .contains(
            "  video    psd-testvideo.mp4: h264 1280x720, 720 frames at 29.970 Hz, 0.000 s to"
                + " 23.991 s, no gaps (camera front)\n")
        .contains("WARNING INGEST-UNSUPPORTED at ")
        .contains("px4-test_ulog.ulg");
    assertThat(DagJson.of(DagJson.tree(inspection), Inspection.class)).isEqualTo(inspection);
  }

  @Test
  void readsRawPayloadsWhenAskedForThem() throws IOException {
    Inspection inspection = Inspection.of(SharedData.require("sensors/gpmf-raw/hero7.raw"));

    assertThat(inspection.render())
        .contains("device   Hero7 Black")
        .contains("accelerometer, hero7.raw): 3369 samples")
        .contains("NOTICE GPMF-NO-CLOCK at hero7.raw");
  }

  @Test
  void tellsWhyARecordingCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("a.mp4"), "nothing");

    assertThat(Inspection.of(folder).render())
        .contains("/a.mp4  (1 file, 7 bytes)\n  ERROR MEDIA-OPEN at a.mp4: ");
  }

  @Test
  void saysThatAnEmptyFolderIsEmpty() throws IOException {
    assertThat(Inspection.of(folder).render()).isEqualTo("there is nothing\n");
  }
}

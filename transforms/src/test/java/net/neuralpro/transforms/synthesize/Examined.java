package net.neuralpro.transforms.synthesize;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.ExaminationListener;
import net.neuralpro.connectors.media.video.ExaminationSettings;
import net.neuralpro.connectors.media.video.ExaminationSummary;
import net.neuralpro.connectors.media.video.FrameRate;
import net.neuralpro.connectors.media.video.GridCoding;
import net.neuralpro.connectors.media.video.GridRow;
import net.neuralpro.connectors.media.video.GridSize;
import net.neuralpro.connectors.media.video.MeasuredFrame;
import net.neuralpro.connectors.media.video.Shot;
import net.neuralpro.connectors.media.video.VideoExamination;
import net.neuralpro.connectors.media.video.analysis.ShotThresholds;

/** What an examination finds in a video. */
record Examined(List<Shot> shots, List<MeasuredFrame> frames, ExaminationSummary summary) {

  static Examined of(Path video, Path scratch) throws IOException {
    List<Shot> shots = new ArrayList<>();
    List<MeasuredFrame> frames = new ArrayList<>();
    ExaminationSummary summary =
        VideoExamination.examine(
            ByteSource.of(video),
            new ExaminationSettings(
                FrameRate.of(1),
                new GridSize.ShortSide(64),
                GridCoding.DEFAULT,
                ShotThresholds.DEFAULT,
                1_000_000_000L),
            scratch,
            new ExaminationListener() {
              @Override
              public void started(Shot shot) {
                shots.add(shot);
              }

              @Override
              public void measured(MeasuredFrame frame) {
                frames.add(frame);
              }

              @Override
              public void encoded(GridRow row) {}
            },
            OutputStream.nullOutputStream());
    return new Examined(shots, frames, summary);
  }
}

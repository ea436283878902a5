package net.neuralpro.connectors.media.video;

import java.util.ArrayList;
import java.util.List;

/** Keeps all that it is told. */
final class RecordedExamination implements ExaminationListener {

  final List<Shot> shots = new ArrayList<>();
  final List<MeasuredFrame> frames = new ArrayList<>();
  final List<GridRow> rows = new ArrayList<>();

  @Override
  public void started(Shot shot) {
    shots.add(shot);
  }

  @Override
  public void measured(MeasuredFrame frame) {
    frames.add(frame);
  }

  @Override
  public void encoded(GridRow row) {
    rows.add(row);
  }
}

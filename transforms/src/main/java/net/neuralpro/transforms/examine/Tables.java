package net.neuralpro.transforms.examine;

import java.io.IOException;
import net.neuralpro.connectors.media.video.ExaminationListener;
import net.neuralpro.connectors.media.video.GridRow;
import net.neuralpro.connectors.media.video.MeasuredFrame;
import net.neuralpro.connectors.media.video.Shot;

/** Writes what an examination tells into its tables. */
record Tables(FrameRows frames, GridRows grid, PictureRows pictures)
    implements ExaminationListener {
  @Override
  public void started(Shot shot) throws IOException {
    frames.startShot(shot);
  }

  @Override
  public void measured(MeasuredFrame frame) throws IOException {
    frames.add(frame);
  }

  @Override
  public void encoded(GridRow row) throws IOException {
    grid.add(row);
    pictures.add(row);
  }
}

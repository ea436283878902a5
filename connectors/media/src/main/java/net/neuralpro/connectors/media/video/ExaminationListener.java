package net.neuralpro.connectors.media.video;

import java.io.IOException;

/** Is told of shots, frames and rows, each in order, while a video is examined. */
public interface ExaminationListener {

  /** A shot begins; its frames and rows follow. */
  void started(Shot shot) throws IOException;

  /** A frame has been measured and its shot is decided. */
  void measured(MeasuredFrame frame) throws IOException;

  /** A row has been encoded. */
  void encoded(GridRow row) throws IOException;
}

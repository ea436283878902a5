package net.neuralpro.pipelines.flows.sanitise;

import java.io.IOException;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;

/** Takes the positions among samples of all kinds. */
abstract class PositionSink implements SampleSink {
  private static final int FIX = SensorKind.GNSS.columns().indexOf("fix");
  private static final double LEAST_FIX = 2;

  /** Whether a position may be relied on. */
  enum Trust {
    /** The satellites were seen, or the position was computed afterwards. */
    SURE,
    /** The receiver said so without seeing them. */
    DOUBTFUL
  }

  /** A position in degrees. */
  abstract void position(
      String stream, long timeNanos, double latitude, double longitude, Trust trust)
      throws IOException;

  @Override
  public void sample(String stream, SensorKind kind, long timeNanos, double... values)
      throws IOException {
    if (kind == SensorKind.GNSS) {
      Trust trust = values[FIX] >= LEAST_FIX ? Trust.SURE : Trust.DOUBTFUL;
      known(stream, timeNanos, values[0], values[1], trust);
    } else if (kind == SensorKind.POSITION) {
      double[] point = Geodesy.ofEarthCentred(values[0], values[1], values[2]);
      known(stream, timeNanos, point[0], point[1], Trust.SURE);
    }
  }

  private void known(String stream, long time, double latitude, double longitude, Trust trust)
      throws IOException {
    boolean nowhere = latitude == 0 && longitude == 0;
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !nowhere) {
      position(stream, time, latitude, longitude, trust);
    }
  }

  @Override
  public void finding(Finding finding) {}
}

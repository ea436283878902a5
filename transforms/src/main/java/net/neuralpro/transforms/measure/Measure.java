package net.neuralpro.transforms.measure;

import java.util.Locale;

/** What is measured of every frame, as a column of fixed-point integers in a table of frames. */
public enum Measure {
  /** Mean luma, 0 to 255. */
  LUMA_MEAN("", 256),
  /** Share of the picture that is dark, 0 to 1. */
  DARK_FRACTION("1", 10_000),
  /** Share of the picture that is nearly white, 0 to 1. */
  BRIGHT_FRACTION("1", 10_000),
  /** Variance of the Laplacian of luma. */
  SHARPNESS("", 16),
  /** Standard deviation of the noise, in levels of luma. */
  NOISE("", 256),
  /** Mean absolute difference of luma to the frame before, in levels. */
  MOTION("", 256),
  /** Mean absolute difference of luma and chroma to the frame before, in levels. */
  CUT_SCORE("", 256);

  private final String unit;
  private final double scale;

  Measure(String unit, double scale) {
    this.unit = unit;
    this.scale = scale;
  }

  /** The name of its column. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String unit() {
    return unit;
  }

  /** The integer that stands for 1 in a table of frames. */
  public double scale() {
    return scale;
  }
}

package net.neuralpro.connectors.media.video;

/**
 * What a grid video is.
 *
 * @param rate its constant frame rate
 * @param width even, 16 to 4096
 * @param height even, 16 to 4096
 * @param coding how it is coded
 */
public record GridFormat(FrameRate rate, int width, int height, GridCoding coding) {

  public GridFormat {
    new GridSize.Exact(width, height);
  }
}

package net.neuralpro.connectors.media.video;

/**
 * A run of rows of a grid video.
 *
 * @param video the grid video
 * @param firstRow a key row
 * @param rows how many, at least 1
 */
public record ClipRange(ByteSource video, int firstRow, int rows) {

  public ClipRange {
    if (firstRow < 0 || rows < 1 || firstRow > Integer.MAX_VALUE - rows) {
      throw new IllegalArgumentException("There are no rows " + firstRow + " + " + rows);
    }
  }
}

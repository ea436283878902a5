package net.neuralpro.connectors.media.video;

/**
 * How a grid video is coded: H.264 without bidirectional frames, at a fixed quantizer, so that
 * neither a rate control nor what came before a key frame has a say in it.
 *
 * @param quantizer of H.264, 1 (best) to 51
 * @param groupLength the greatest number of rows from one key row to the next, at least 1
 */
public record GridCoding(int quantizer, int groupLength) {

  /** Good for training at small sizes: key rows are at most two seconds apart at 8 per second. */
  public static final GridCoding DEFAULT = new GridCoding(26, 16);

  public GridCoding {
    if (quantizer < 1 || quantizer > 51) {
      throw new IllegalArgumentException("A quantizer is 1 to 51, not " + quantizer);
    }
    if (groupLength < 1) {
      throw new IllegalArgumentException("A group has at least one row, not " + groupLength);
    }
  }
}

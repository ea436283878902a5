package net.neuralpro.connectors.media.video;

/** How a frame was coded. */
public enum PictureType {
  INTRA,
  PREDICTED,
  BIDIRECTIONAL,
  OTHER
}

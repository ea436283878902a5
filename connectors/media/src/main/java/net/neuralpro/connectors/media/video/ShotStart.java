package net.neuralpro.connectors.media.video;

/** Why a shot begins. */
public enum ShotStart {
  /** The recording begins. */
  RECORDING,
  /** The scene changes at once. */
  CUT,
  /** More time passed since the frame before than the settings allow, or time went back. */
  GAP,
  /** The pictures have another size or format. */
  FORMAT
}

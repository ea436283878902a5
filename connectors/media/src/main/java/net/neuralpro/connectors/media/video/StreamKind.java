package net.neuralpro.connectors.media.video;

/** What a stream of a container carries. */
public enum StreamKind {
  VIDEO,
  AUDIO,
  SUBTITLE,
  DATA,
  OTHER
}

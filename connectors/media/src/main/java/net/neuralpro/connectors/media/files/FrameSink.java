package net.neuralpro.connectors.media.files;

import java.io.IOException;

/** Takes the frames of a video as its container lists them, by presentation time. */
public interface FrameSink {
  /**
   * A frame.
   *
   * @param timeNanos on the recording's clock
   * @param key whether decoding can begin there
   * @param bytes of its packet, 0 where it is not in a container
   */
  record Frame(long timeNanos, boolean key, int bytes) {}

  /** A frame of the recording's video. */
  void frame(Frame frame) throws IOException;
}

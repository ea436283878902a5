package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Decodes videos for whoever verifies a dataset. */
@FunctionalInterface
public interface VideoFrames {
  /** Decodes every frame of a file's video stream. Broken videos are told in the result. */
  Decoded decode(Path file) throws IOException;

  /**
   * What came out.
   *
   * @param seconds the presentation times of the decoded frames, in order
   * @param width of the pictures, 0 if there are none
   * @param height of the pictures, 0 if there are none
   * @param error what the decoder met first that was wrong
   */
  record Decoded(List<Double> seconds, int width, int height, Optional<String> error) {
    public Decoded {
      seconds = List.copyOf(seconds);
    }
  }
}

package net.neuralpro.connectors.lake.lerobot;

/**
 * Where an episode's frames lie in the videos of a camera.
 *
 * @param file the video file
 * @param firstFrame the frame of the file that is the episode's first
 */
public record VideoPlace(FileNumber file, long firstFrame) {
  public VideoPlace {
    if (firstFrame < 0) {
      throw new IllegalArgumentException("Cannot begin at frame " + firstFrame);
    }
  }
}

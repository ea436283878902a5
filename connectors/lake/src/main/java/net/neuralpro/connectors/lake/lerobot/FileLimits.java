package net.neuralpro.connectors.lake.lerobot;

/**
 * When a file is full and the next one begins. An episode is never divided.
 *
 * @param chunkFiles files of a chunk
 * @param dataMegabytes size of a data file before compression
 * @param videoMegabytes size of a video file
 * @param metaEpisodes episodes that one file describes
 */
public record FileLimits(int chunkFiles, int dataMegabytes, int videoMegabytes, int metaEpisodes) {
  /** The reference's own. */
  public static final FileLimits REFERENCE = new FileLimits(1000, 100, 200, 100_000);

  public FileLimits {
    if (chunkFiles < 1 || dataMegabytes < 1 || videoMegabytes < 1 || metaEpisodes < 1) {
      throw new IllegalArgumentException("Cannot fill files with limits below 1");
    }
  }
}

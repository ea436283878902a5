package net.neuralpro.connectors.lake.lerobot;

/** Puts episodes one after another into files of bounded size. */
final class Packer {
  private final int chunkFiles;
  private final long maxBytes;
  private final long maxFrames;
  private FileNumber file = FileNumber.FIRST;
  private long bytes;
  private long frames;

  Packer(int chunkFiles, int megabytes, long maxFrames) {
    this.chunkFiles = chunkFiles;
    this.maxBytes = (long) megabytes << 20;
    this.maxFrames = maxFrames;
  }

  VideoPlace place(Episode episode, long episodeBytes) {
    if (episode.length() > maxFrames) {
      throw new IllegalArgumentException(
          "Cannot place episode %s of %d frames: a video file has at most %d"
              .formatted(episode.key(), episode.length(), maxFrames));
    }
    boolean full = bytes + episodeBytes > maxBytes || frames + episode.length() > maxFrames;
    if (frames > 0 && full) {
      file = file.next(chunkFiles);
      bytes = 0;
      frames = 0;
    }
    VideoPlace place = new VideoPlace(file, frames);
    bytes += episodeBytes;
    frames += episode.length();
    return place;
  }
}

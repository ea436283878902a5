package net.neuralpro.transforms.synthesize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Damages an MP4 whose index is in front. */
final class Damage {
  private static final int KEPT_PERCENT = 60;
  private static final int FLIPS = 60;
  private static final int MEDIA_DATA = 0x6d646174;
  private static final int BOX_HEADER = 8;

  private Damage() {}

  /** Cuts it off at 60 % of its bytes. */
  static void truncate(Path video) throws IOException {
    byte[] bytes = Files.readAllBytes(video);
    Files.write(video, Arrays.copyOf(bytes, (int) ((long) bytes.length * KEPT_PERCENT / 100)));
  }

  /** Flips single bits in the second third of the coded pictures. */
  static void flip(Path video, Randomness random) throws IOException {
    byte[] bytes = Files.readAllBytes(video);
    int start = mediaData(bytes);
    int third = (bytes.length - start) / 3;
    for (int i = 0; i < FLIPS; i++) {
      bytes[start + third + random.below(third)] ^= (byte) (1 << random.below(8));
    }
    Files.write(video, bytes);
  }

  private static int mediaData(byte[] bytes) throws IOException {
    ByteBuffer boxes = ByteBuffer.wrap(bytes);
    int position = 0;
    while (position + BOX_HEADER <= bytes.length && boxes.getInt(position) >= BOX_HEADER) {
      if (boxes.getInt(position + 4) == MEDIA_DATA) {
        return position + BOX_HEADER;
      }
      position += boxes.getInt(position);
    }
    throw new IOException("The video has no box of media data");
  }
}

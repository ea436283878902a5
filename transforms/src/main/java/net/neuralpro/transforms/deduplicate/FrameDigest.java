package net.neuralpro.transforms.deduplicate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.table.Batch;

/** Digests the frames of one clip by all that was measured of each alone; times are left out. */
final class FrameDigest {
  /** So many frames must differ from each other. */
  static final int DIFFERENT = 4;

  private static final List<String> MEASURES =
      List.of("luma_mean", "dark_fraction", "bright_fraction", "sharpness", "noise");

  private final MessageDigest digest = Sha256.digest();
  private final Set<ByteBuffer> different = new HashSet<>();

  void add(Batch frames, int row) {
    ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + MEASURES.size() * Integer.BYTES);
    frame.putLong(frames.longs("fingerprint")[row]);
    MEASURES.forEach(measure -> frame.putInt(frames.integers(measure)[row]));
    frame.flip();
    digest.update(frame.duplicate());
    if (different.size() < DIFFERENT) {
      different.add(frame);
    }
  }

  /** The digest in hex; empty where too few frames differ. */
  String end() {
    return different.size() < DIFFERENT ? "" : HexFormat.of().formatHex(digest.digest());
  }
}

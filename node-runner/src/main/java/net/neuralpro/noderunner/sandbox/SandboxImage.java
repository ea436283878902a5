package net.neuralpro.noderunner.sandbox;

import java.nio.file.Path;

/**
 * The unpacked files of an image.
 *
 * @param digest names its bytes: {@code sha256:} and 64 hexadecimal digits
 * @param root what its programs find at {@code /}; has the folders dev, proc, task and tmp
 * @param origin who made it
 */
public record SandboxImage(String digest, Path root, Origin origin) {
  private static final String FORM = "sha256:[0-9a-f]{64}";

  /** Who made an image. */
  public enum Origin {
    /** Built from code of this program, or vouched for by the computer's owner. */
    VOUCHED,
    /** Anybody. */
    STRANGER
  }

  public SandboxImage {
    if (!digest.matches(FORM)) {
      throw new IllegalArgumentException("Cannot name an image " + digest + ": not a digest");
    }
    root = root.toAbsolutePath();
  }
}

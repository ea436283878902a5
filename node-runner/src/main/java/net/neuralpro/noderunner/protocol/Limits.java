package net.neuralpro.noderunner.protocol;

import java.util.regex.Pattern;

/** What every message is held to. */
final class Limits {
  private static final Pattern IMAGE = Pattern.compile("sha256:[0-9a-f]{64}");

  private Limits() {}

  static void requireItems(String what, int count) {
    if (count > Protocol.MAX_ITEMS) {
      throw new IllegalArgumentException(
          "Cannot take %d %s at once: up to %d".formatted(count, what, Protocol.MAX_ITEMS));
    }
  }

  static void requireImage(String digest) {
    if (!IMAGE.matcher(digest).matches()) {
      throw new IllegalArgumentException("Cannot name an image so: sha256: and 64 hex digits");
    }
  }
}

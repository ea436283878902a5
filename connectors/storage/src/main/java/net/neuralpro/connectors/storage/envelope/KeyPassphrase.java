package net.neuralpro.connectors.storage.envelope;

import java.nio.charset.StandardCharsets;

/**
 * What unlocks a recipient's key. Its text is never shown.
 *
 * @param text 1 to 1024 letters
 * @param origin where it comes from: how hard guessing must be made
 */
public record KeyPassphrase(String text, Origin origin) {
  private static final int MAX_LENGTH = 1024;

  /** Where a passphrase comes from. */
  public enum Origin {
    /** From 256 random bits, which nobody guesses: 4 MiB and some milliseconds. */
    RANDOM(1 << 12),
    /** From a person: 128 MiB and half a second for every guess. */
    CHOSEN(1 << 17);

    private final int cost;

    Origin(int cost) {
      this.cost = cost;
    }

    /** The cost parameter N of scrypt. */
    int cost() {
      return cost;
    }
  }

  public KeyPassphrase {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Cannot use a passphrase of " + text.length() + " letters: 1 to " + MAX_LENGTH);
    }
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "KeyPassphrase[hidden]";
  }
}

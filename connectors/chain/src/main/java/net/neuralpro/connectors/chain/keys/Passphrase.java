package net.neuralpro.connectors.chain.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What unlocks a keystore. Its text is never shown. */
public final class Passphrase {
  /** How hard guessing is made. */
  enum Strength {
    /** For 256 random bits, which nobody guesses: 4 MiB and some milliseconds. */
    RANDOM(1 << 12),
    /** For what a person thought of: 256 MiB and about a second for every guess. */
    CHOSEN(1 << 18);

    private final int cost;

    Strength(int cost) {
      this.cost = cost;
    }

    /** The cost parameter N of scrypt. */
    int cost() {
      return cost;
    }
  }

  private static final int MAX_LENGTH = 1024;

  private final String text;
  private final Strength strength;

  private Passphrase(String text, Strength strength) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Cannot use a passphrase of " + text.length() + " letters: 1 to " + MAX_LENGTH);
    }
    this.text = text;
    this.strength = strength;
  }

  /** One that a person thought of. */
  public static Passphrase chosen(String text) {
    return new Passphrase(text, Strength.CHOSEN);
  }

  static Passphrase generated(String text) {
    return new Passphrase(text, Strength.RANDOM);
  }

  static Passphrase random(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return generated(HexFormat.of().formatHex(bytes));
  }

  Strength strength() {
    return strength;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Passphrase passphrase
        && strength == passphrase.strength
        && text.equals(passphrase.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Passphrase[hidden]";
  }
}

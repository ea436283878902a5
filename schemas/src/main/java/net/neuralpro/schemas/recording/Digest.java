package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/**
 * A hash of 32 bytes.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(@JsonValue String hex) implements Comparable<Digest> {
  public static final int LENGTH = 32;

  private static final int DIGITS = 2 * LENGTH;

  @JsonCreator
  public Digest {
    if (!isForm(hex)) {
      throw new IllegalArgumentException(
          "Cannot use a digest of " + hex.length() + " letters: 64 lower-case hex digits needed");
    }
  }

  private static boolean isForm(String text) {
    boolean form = text.length() == DIGITS;
    for (int index = 0; form && index < DIGITS; index++) {
      char digit = text.charAt(index);
      form = digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f';
    }
    return form;
  }

  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}

package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A hash of 32 bytes.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(@JsonValue String hex) implements Comparable<Digest> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  @JsonCreator
  public Digest {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "Cannot use a digest of " + hex.length() + " letters: 64 lower-case hex digits needed");
    }
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

package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The 32 secret bytes of a recording from which all its salts are derived. Whoever has it can check
 * guesses against every commitment, so it is never shown: its text is redacted.
 */
public final class BlindingSecret {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final String hex;

  @JsonCreator
  public BlindingSecret(String hex) {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "Cannot use a blinding secret of "
              + hex.length()
              + " letters: 64 lower-case hex digits needed");
    }
    this.hex = hex;
  }

  public static BlindingSecret of(byte[] bytes) {
    return new BlindingSecret(HexFormat.of().formatHex(bytes));
  }

  /** 64 lower-case hex digits. */
  @JsonValue
  String hex() {
    return hex;
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlindingSecret secret && hex.equals(secret.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return "BlindingSecret[hidden]";
  }
}

package net.neuralpro.connectors.storage.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The random name of an encrypted object. It tells nothing of what is in it.
 *
 * @param hex 32 hex digits
 */
public record ObjectId(@JsonValue String hex) {
  private static final int LENGTH = 16;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ObjectId {
    if (!hex.matches("[0-9a-f]{" + 2 * LENGTH + "}")) {
      throw new IllegalArgumentException("An object is named by 32 hex digits");
    }
  }

  static ObjectId random(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new ObjectId(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Where it lies in the envelope. */
  String path() {
    return "objects/" + hex;
  }
}

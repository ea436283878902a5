package net.neuralpro.schemas.recording;

import java.util.Map;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.merkle.MerkleTree;

/**
 * A salted hash of a named value: {@code SHA-256(0x00 ‖ salt ‖ json)}, where json is the canonical
 * DAG-JSON of a map that has the name and value alone. Whoever is shown the salt and the value can
 * check it; nobody can guess the value from it.
 */
public final class Commitment {
  private Commitment() {}

  /**
   * The commitment to a value.
   *
   * @param salt 32 bytes
   */
  public static Digest of(byte[] salt, String name, Object value) {
    if (salt.length != 32) {
      throw new IllegalArgumentException(
          "Cannot commit under a salt of " + salt.length + " bytes: 32 needed");
    }
    byte[] json = DagJson.write(Map.of(name, value));
    byte[] content = new byte[salt.length + json.length];
    System.arraycopy(salt, 0, content, 0, salt.length);
    System.arraycopy(json, 0, content, salt.length, json.length);
    return Digest.of(MerkleTree.leafHash(content));
  }
}

package net.neuralpro.connectors.storage.arweave;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name and a value by which data is found, public for ever.
 *
 * @param name 1 to 1024 bytes in UTF-8
 * @param value 1 to 3072 bytes in UTF-8
 */
public record Tag(String name, String value) {
  private static final int MAX_NAME = 1024;
  private static final int MAX_VALUE = 3072;

  public Tag {
    require(name, MAX_NAME, "name");
    require(value, MAX_VALUE, "value");
  }

  /** Tags in the order of their names. */
  public static List<Tag> of(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList();
  }

  private static void require(String text, int most, String what) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > most) {
      throw new IllegalArgumentException(
          "Cannot have a tag with a " + what + " of " + length + " bytes: 1 to " + most);
    }
  }
}

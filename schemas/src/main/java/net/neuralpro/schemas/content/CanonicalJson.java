package net.neuralpro.schemas.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one text of a JSON value: no white space, keys in the order of their UTF-8 bytes, the
 * shortest escapes, integers only.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static byte[] write(JsonNode node) {
    StringBuilder out = new StringBuilder();
    append(out, node);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> appendObject(out, node);
      case ARRAY -> {
        char separator = '[';
        for (JsonNode element : node) {
          out.append(separator);
          append(out, element);
          separator = ',';
        }
        out.append(node.isEmpty() ? "[]" : "]");
      }
      case STRING -> appendText(out, node.textValue());
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case NUMBER -> {
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
          throw new IllegalArgumentException(
              "Cannot write " + node + ": only integers of 64 bits; a decimal must be a string");
        }
        out.append(node.longValue());
      }
      default -> throw new IllegalArgumentException("Cannot write " + node.getNodeType());
    }
  }

  private static void appendObject(StringBuilder out, JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    names.sort(CanonicalJson::compareByUtf8);
    char separator = '{';
    for (String name : names) {
      out.append(separator);
      appendText(out, name);
      out.append(':');
      append(out, node.get(name));
      separator = ',';
    }
    out.append(names.isEmpty() ? "{}" : "}");
  }

  /** The bytes of UTF-8 are in the order of the code points, which surrogates are not. */
  private static int compareByUtf8(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int index = 0; index < length; index++) {
      if (one.charAt(index) != other.charAt(index)) {
        return Character.isSurrogate(one.charAt(index))
                || Character.isSurrogate(other.charAt(index))
            ? Integer.compare(codePoint(one, index), codePoint(other, index))
            : one.charAt(index) - other.charAt(index);
      }
    }
    return one.length() - other.length();
  }

  /** The code point of which this index may be the second half. */
  private static int codePoint(String text, int index) {
    boolean second = index > 0 && Character.isLowSurrogate(text.charAt(index));
    return text.codePointAt(second ? index - 1 : index);
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    int plain = 0;
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      if (letter < ' ' || letter == '"' || letter == '\\') {
        out.append(text, plain, index);
        plain = index + 1;
        appendEscaped(out, letter);
      } else if (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE) {
        requirePaired(text, index);
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private static void appendEscaped(StringBuilder out, char letter) {
    switch (letter) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u00").append(letter < 0x10 ? '0' : '1');
        out.append(Character.forDigit(letter & 0xf, 16));
      }
    }
  }

  private static void requirePaired(String text, int index) {
    boolean paired =
        Character.isHighSurrogate(text.charAt(index))
            ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
            : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    if (!paired) {
      throw new IllegalArgumentException("Cannot write a text that is no valid Unicode");
    }
  }
}

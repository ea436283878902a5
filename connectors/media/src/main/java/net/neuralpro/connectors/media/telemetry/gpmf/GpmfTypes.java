package net.neuralpro.connectors.media.telemetry.gpmf;

import java.nio.ByteBuffer;

/** The basic types of GPMF and the structures that a TYPE element makes of them. */
final class GpmfTypes {
  /** A sample has at most 255 bytes, so no more fields than that. */
  private static final int MAX_FIELDS = 255;

  private GpmfTypes() {}

  /** Bytes of a value of this type, 0 if it is no number. */
  static int size(char type) {
    return switch (type) {
      case 'b', 'B' -> 1;
      case 's', 'S' -> 2;
      case 'l', 'L', 'f', 'q' -> 4;
      case 'j', 'J', 'd', 'Q' -> 8;
      default -> 0;
    };
  }

  /**
   * The types of the fields of one sample: those that TYPE lists for a complex element, where
   * {@code x[n]} stands for n fields, else its one type as often as it fits.
   */
  static String fields(GpmfElement element, String structure) throws GpmfException {
    String fields = element.type() == '?' ? expand(element, structure) : uniform(element);
    int size = 0;
    for (int index = 0; index < fields.length(); index++) {
      int fieldSize = size(fields.charAt(index));
      if (fieldSize == 0) {
        throw new GpmfException(
            "GPMF-TYPE",
            element.offset(),
            element.key() + " holds values of type '" + fields.charAt(index) + "', no number");
      }
      size += fieldSize;
    }
    if (size != element.size() || fields.isEmpty()) {
      throw new GpmfException(
          "GPMF-SIZE",
          element.offset(),
          "%s has samples of %d bytes, but its fields '%s' take %d"
              .formatted(element.key(), element.size(), fields, size));
    }
    return fields;
  }

  private static String uniform(GpmfElement element) throws GpmfException {
    int size = size(element.type());
    if (size == 0) {
      throw new GpmfException(
          "GPMF-TYPE",
          element.offset(),
          element.key() + " is of type 0x" + Integer.toHexString(element.type()) + ", no number");
    }
    return String.valueOf(element.type()).repeat(element.size() / size);
  }

  private static String expand(GpmfElement element, String structure) throws GpmfException {
    StringBuilder fields = new StringBuilder();
    for (int index = 0; index < structure.length(); index++) {
      char type = structure.charAt(index);
      int count = 1;
      if (index + 1 < structure.length() && structure.charAt(index + 1) == '[') {
        int close = structure.indexOf(']', index);
        String digits = close < 0 ? "" : structure.substring(index + 2, close);
        if (!digits.matches("[0-9]{1,3}")) {
          throw structureFault(element, structure);
        }
        count = Integer.parseInt(digits);
        index = close;
      }
      if (fields.length() + count > MAX_FIELDS) {
        throw structureFault(element, structure);
      }
      fields.append(String.valueOf(type).repeat(count));
    }
    if (fields.isEmpty()) {
      throw structureFault(element, structure);
    }
    return fields.toString();
  }

  private static GpmfException structureFault(GpmfElement element, String structure) {
    return new GpmfException(
        "GPMF-TYPE",
        element.offset(),
        element.key() + " has fields that TYPE '" + structure + "' does not describe");
  }

  /** The value of this type at this place, unscaled. */
  static double number(ByteBuffer bytes, int offset, char type) {
    return switch (type) {
      case 'b' -> bytes.get(offset);
      case 'B' -> bytes.get(offset) & 0xff;
      case 's' -> bytes.getShort(offset);
      case 'S' -> bytes.getShort(offset) & 0xffff;
      case 'l' -> bytes.getInt(offset);
      case 'L' -> bytes.getInt(offset) & 0xffffffffL;
      case 'f' -> bytes.getFloat(offset);
      case 'q' -> bytes.getInt(offset) / 65536.0;
      case 'j' -> bytes.getLong(offset);
      case 'J' -> unsigned(bytes.getLong(offset));
      case 'd' -> bytes.getDouble(offset);
      case 'Q' -> bytes.getLong(offset) / 4294967296.0;
      default -> throw new IllegalArgumentException("Cannot read a number of type " + type);
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
  }
}

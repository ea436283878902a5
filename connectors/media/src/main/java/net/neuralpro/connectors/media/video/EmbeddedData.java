package net.neuralpro.connectors.media.video;

import java.io.ByteArrayOutputStream;

/**
 * Takes out of coded pictures what is no picture: places where cameras and editors leave positions,
 * serial numbers and names.
 */
final class EmbeddedData {

  private static final int MARKER = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int FIRST_APPLICATION = 0xe1;
  private static final int LAST_APPLICATION = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int USER_DATA = 0xb2;

  private EmbeddedData() {}

  /** The bitstream filters of libav that take it out of a codec's packets; empty if none does. */
  static String filters(String codec) {
    return switch (codec) {
      case "h264" -> "filter_units=remove_types=6";
      case "hevc" -> "filter_units=remove_types=39|40";
      case "av1" -> "filter_units=remove_types=5";
      default -> "";
    };
  }

  /** A packet of a codec for which there is no filter, without embedded data. */
  static byte[] strip(String codec, byte[] packet) {
    return switch (codec) {
      case "mjpeg" -> withoutSegments(packet);
      case "mpeg4" -> withoutUserData(packet);
      default -> packet;
    };
  }

  /** A JPEG picture (ITU-T T.81) without comments and application segments but the first kind. */
  private static byte[] withoutSegments(byte[] picture) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(picture.length);
    int position = 0;
    while (position + 4 <= picture.length && (picture[position] & 0xff) == MARKER) {
      int type = picture[position + 1] & 0xff;
      if (type == START_OF_SCAN) {
        break;
      }
      int length =
          type == START_OF_IMAGE
              ? 2
              : 2 + ((picture[position + 2] & 0xff) << 8 | picture[position + 3] & 0xff);
      int end = Math.min(picture.length, position + length);
      boolean embedded = type == COMMENT || (type >= FIRST_APPLICATION && type <= LAST_APPLICATION);
      if (!embedded) {
        kept.write(picture, position, end - position);
      }
      position = end;
    }
    kept.write(picture, position, picture.length - position);
    return kept.toByteArray();
  }

  /** An MPEG-4 part 2 stream (ISO/IEC 14496-2) without user data. */
  private static byte[] withoutUserData(byte[] stream) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(stream.length);
    int position = 0;
    while (position < stream.length) {
      int next = nextStart(stream, position + 1);
      if (!startsUserData(stream, position)) {
        kept.write(stream, position, next - position);
      }
      position = next;
    }
    return kept.toByteArray();
  }

  private static boolean startsUserData(byte[] stream, int at) {
    return at + 3 < stream.length && startCode(stream, at) && (stream[at + 3] & 0xff) == USER_DATA;
  }

  private static int nextStart(byte[] stream, int from) {
    for (int i = from; i + 2 < stream.length; i++) {
      if (startCode(stream, i)) {
        return i;
      }
    }
    return stream.length;
  }

  private static boolean startCode(byte[] stream, int at) {
    return stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1;
  }
}

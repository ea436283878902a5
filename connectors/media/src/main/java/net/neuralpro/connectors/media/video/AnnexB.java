package net.neuralpro.connectors.media.video;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An H.264 byte stream with start codes (ITU-T H.264, Annex B), as encoders give it, turned into
 * what MP4 keeps: units with their lengths before them, parameter sets apart.
 */
final class AnnexB {

  private static final int TYPE_MASK = 0x1f;
  private static final int SEQUENCE_PARAMETERS = 7;
  private static final int PICTURE_PARAMETERS = 8;
  private static final int LENGTH_BYTES = 4;

  private AnnexB() {}

  /** The units between the start codes. */
  static List<byte[]> units(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int start = -1;
    int zeros = 0;
    for (int i = 0; i < stream.length; i++) {
      if (stream[i] == 1 && zeros >= 2) {
        add(units, stream, start, i - zeros);
        start = i + 1;
      }
      zeros = stream[i] == 0 ? zeros + 1 : 0;
    }
    add(units, stream, start, stream.length - zeros);
    return units;
  }

  private static void add(List<byte[]> units, byte[] stream, int start, int end) {
    if (start >= 0 && end > start) {
      units.add(Arrays.copyOfRange(stream, start, end));
    }
  }

  /** A sample for MP4: each unit after its length, without parameter sets. */
  static byte[] sample(byte[] stream) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream(stream.length + LENGTH_BYTES);
    for (byte[] unit : units(stream)) {
      int type = unit[0] & TYPE_MASK;
      if (type != SEQUENCE_PARAMETERS && type != PICTURE_PARAMETERS) {
        for (int shift = 24; shift >= 0; shift -= 8) {
          sample.write(unit.length >>> shift);
        }
        sample.write(unit, 0, unit.length);
      }
    }
    return sample.toByteArray();
  }

  /**
   * The {@code avcC} record of one sequence and one picture parameter set (ISO/IEC 14496-15,
   * 5.3.3.1).
   *
   * @throws MediaException MEDIA-ENCODE if the stream has another number of them
   */
  static byte[] configuration(byte[] stream, String place) throws MediaException {
    byte[] sequence = only(stream, SEQUENCE_PARAMETERS, place);
    byte[] picture = only(stream, PICTURE_PARAMETERS, place);
    return new BoxWriter()
        .int8(1)
        .bytes(Arrays.copyOfRange(sequence, 1, 4))
        .int8(0xff)
        .int8(0xe1)
        .int16(sequence.length)
        .bytes(sequence)
        .int8(1)
        .int16(picture.length)
        .bytes(picture)
        .toBytes();
  }

  private static byte[] only(byte[] stream, int type, String place) throws MediaException {
    List<byte[]> found =
        units(stream).stream().filter(unit -> (unit[0] & TYPE_MASK) == type).toList();
    if (found.size() != 1 || found.get(0).length < 4) {
      throw new MediaException(
          "MEDIA-ENCODE", place, "The encoder gave " + found.size() + " parameter sets, not 1");
    }
    return found.get(0);
  }
}

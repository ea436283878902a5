package net.neuralpro.schemas.proof;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Writes RLP, for tests. */
final class RlpWriter {
  private RlpWriter() {}

  static byte[] write(Rlp value) {
    if (value instanceof Rlp.Items items) {
      return list(items.items().stream().map(RlpWriter::write).toList());
    }
    return bytes(((Rlp.Bytes) value).bytes());
  }

  static byte[] bytes(byte[] bytes) {
    return bytes.length == 1 && (bytes[0] & 0xff) < 0x80 ? bytes : headed(0x80, bytes);
  }

  /** A number without leading zeros. */
  static byte[] number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int zero = bytes[0] == 0 ? 1 : 0;
    return bytes(Arrays.copyOfRange(bytes, zero, bytes.length));
  }

  /** The list of values that are written already. */
  static byte[] list(List<byte[]> written) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    written.forEach(body::writeBytes);
    return headed(0xc0, body.toByteArray());
  }

  private static byte[] headed(int kind, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (body.length <= 55) {
      out.write(kind + body.length);
    } else {
      byte[] length = BigInteger.valueOf(body.length).toByteArray();
      int zero = length[0] == 0 ? 1 : 0;
      out.write(kind + 55 + length.length - zero);
      out.write(length, zero, length.length - zero);
    }
    out.writeBytes(body);
    return out.toByteArray();
  }
}

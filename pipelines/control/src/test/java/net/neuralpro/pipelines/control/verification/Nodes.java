package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;

/** Values of tests. */
final class Nodes {
  private Nodes() {}

  static Address node(int number) {
    byte[] bytes = new byte[Address.LENGTH];
    ByteBuffer.wrap(bytes).putInt(16, number);
    return Address.of(bytes);
  }

  static byte[] word(long number) {
    return Words32.of(BigInteger.valueOf(number));
  }

  static Cid output(int number) {
    return Cid.of(Multicodec.RAW, new byte[] {(byte) number});
  }
}

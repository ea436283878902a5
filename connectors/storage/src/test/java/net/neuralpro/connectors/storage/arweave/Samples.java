package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/** What the tests sign, and what arweave-js 1.15.7 and arbundles 1.0.4 made of the same. */
final class Samples {
  /** Made once: a key of 4096 bits takes seconds. */
  static final ArweaveWallet WALLET = ArweaveWallet.generate(new SecureRandom());

  private Samples() {}

  /** Bytes that write-arweave-vectors.cjs makes too. */
  static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int index = 0; index < size; index++) {
      bytes[index] = (byte) (31 * index + (index >> 8) + 7 * (index >> 16));
    }
    return bytes;
  }

  static JsonNode vectors() throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream("vectors.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}

package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;
import net.neuralpro.connectors.storage.ByteRange;

/**
 * Whence the parts of an envelope are read: {@code envelope.json} and {@code objects/…}. It need
 * not be trusted.
 */
public interface EnvelopeSource {
  /** What messages call it. */
  String name();

  /**
   * The bytes of a part in a range, as many as there are.
   *
   * @throws IOException if it is not there or cannot be read
   */
  InputStream open(String path, ByteRange range) throws IOException;
}

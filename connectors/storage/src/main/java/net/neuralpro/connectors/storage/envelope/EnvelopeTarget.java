package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;

/** Where the parts of an envelope are written. */
public interface EnvelopeTarget {
  /**
   * Keeps a part: an object, or at last {@code envelope.json}, without which nothing can be opened.
   *
   * @param bytes the encrypted bytes, made while they are read; the target need not close them
   * @throws IOException if it could not be kept, or the file that is encrypted cannot be read
   */
  void put(String path, InputStream bytes) throws IOException;
}

package net.neuralpro.connectors.storage.kubo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.neuralpro.connectors.storage.contents.LastBlock;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.ContentFolders.Entry;
import net.neuralpro.schemas.content.ContentWriter;

/** A file whose identifier is known when it was read to its end. */
final class HashedStream extends FilterInputStream {
  private final LastBlock blocks = new LastBlock();
  private final ContentWriter writer = new ContentWriter(blocks);
  private final Whole whole;

  /** Is told of a file that was read whole. */
  @FunctionalInterface
  interface Whole {
    void is(Entry file);
  }

  HashedStream(InputStream bytes, Whole whole) {
    super(bytes);
    this.whole = whole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count < 0) {
      writer.close();
      whole.is(new ContentFolders(blocks).file(writer.cid()));
    } else {
      writer.write(bytes, offset, count);
    }
    return count;
  }
}

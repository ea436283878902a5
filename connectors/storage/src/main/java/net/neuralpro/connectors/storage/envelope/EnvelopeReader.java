package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;

/**
 * Reads an envelope for one of its recipients. That its bytes are those that were encrypted is
 * checked chunk by chunk; that they are those of the dataset whose root is known from elsewhere, by
 * their identifiers, is the caller's. Safe for use by several threads.
 */
public final class EnvelopeReader {
  private final EnvelopeSource source;
  private final PushKey key;
  private final EnvelopeIndex index;

  private EnvelopeReader(EnvelopeSource source, PushKey key, EnvelopeIndex index) {
    this.source = source;
    this.key = key;
    this.index = index;
  }

  /**
   * Opens an envelope.
   *
   * @throws StorageException ENVELOPE-RECIPIENT if it was not made for this key, another of the
   *     family if it is not an envelope or was altered
   */
  public static EnvelopeReader open(EnvelopeSource source, RecipientKey own) throws IOException {
    EnvelopeHeader header;
    try (InputStream in = source.open(EnvelopeHeader.PATH, ByteRange.ALL)) {
      byte[] bytes = in.readNBytes(EnvelopeHeader.MAX_BYTES + 1);
      header = EnvelopeHeader.ofBytes(bytes, source.name());
    }
    PushKey key = header.open(own, source.name());
    try (InputStream in =
        OpeningStream.of(
            source,
            header.index(),
            key.index(header.index()),
            header.indexBytes(),
            ByteRange.ALL)) {
      EnvelopeIndex index = EnvelopeIndex.ofPadded(in.readAllBytes(), source.name());
      return new EnvelopeReader(source, key, index);
    }
  }

  /** What the files are together: the root of a dataset. */
  public Cid root() {
    return index.root();
  }

  /** All files, by path. */
  public List<EnvelopeFile> files() {
    return index.files();
  }

  /**
   * The decrypted bytes of a file in a range; nothing where the range lies behind its end. Only the
   * chunks that hold them are read.
   *
   * @throws StorageException ENVELOPE-ALTERED or ENVELOPE-TRUNCATED, here or while it is read
   */
  public InputStream open(EnvelopeFile file, ByteRange range) throws IOException {
    return OpeningStream.of(source, file.object(), key.file(file.object()), file.bytes(), range);
  }
}

package net.neuralpro.connectors.media.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import net.neuralpro.connectors.media.video.ContainerDescription.ContentCredentials;

/**
 * Looks among the top-level boxes of an MP4 for the {@code uuid} box of a C2PA manifest store (C2PA
 * specification 2.1, "Embedding manifests into BMFF-based assets").
 */
final class ContentCredentialsScan {

  private static final long UUID_HIGH = 0xd8fec3d61b0e483cL;
  private static final long UUID_LOW = 0x92975828877ec481L;
  private static final int BOX_UUID = 0x75756964;
  private static final int MAXIMUM_BOXES = 1024;
  private static final int HEADER_BYTES = 32;

  private ContentCredentialsScan() {}

  static ContentCredentials scan(ByteSource source) throws MediaException {
    try (SeekableByteChannel channel = source.open()) {
      return scan(channel);
    } catch (IOException e) {
      throw new MediaException("MEDIA-READ", source.name(), "Cannot read: " + e.getMessage(), e);
    }
  }

  private static ContentCredentials scan(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    long position = 0;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    for (int box = 0; box < MAXIMUM_BOXES && position + HEADER_BYTES <= size; box++) {
      header.clear();
      channel.position(position);
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // a channel may give fewer bytes than there is room for
      }
      if (header.hasRemaining()) {
        break;
      }
      long length = header.getInt(0) & 0xffffffffL;
      int body = 8;
      if (length == 1) {
        length = header.getLong(8);
        body = 16;
      }
      if (header.getInt(4) == BOX_UUID
          && body == 8
          && header.getLong(8) == UUID_HIGH
          && header.getLong(16) == UUID_LOW) {
        return ContentCredentials.PRESENT;
      }
      if (length < body) {
        break;
      }
      position += length;
      if (position < 0) {
        break;
      }
    }
    return ContentCredentials.ABSENT;
  }
}

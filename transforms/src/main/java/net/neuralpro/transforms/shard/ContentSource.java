package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;

/** A file in a block store, as media are read. */
record ContentSource(ContentFiles files, Cid cid) implements ByteSource {
  @Override
  public String name() {
    return cid.toString();
  }

  @Override
  public SeekableByteChannel open() throws IOException {
    return files.open(cid);
  }
}

package net.neuralpro.transforms.operators;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;

/** A file in a block store, as media are read; messages call it by the name. */
public record ContentSource(String name, ContentFiles files, Cid cid) implements ByteSource {
  /** The file of an input, under the input's name. */
  public static ContentSource of(Invocation invocation, String input) {
    return new ContentSource(input, invocation.files(), invocation.input(input));
  }

  @Override
  public SeekableByteChannel open() throws IOException {
    return files.open(cid);
  }
}

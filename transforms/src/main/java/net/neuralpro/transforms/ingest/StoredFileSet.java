package net.neuralpro.transforms.ingest;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.media.files.FileSet;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.ContentSource;

/** The files of a manifest, in a block store. */
final class StoredFileSet implements FileSet {
  private final ContentFiles store;
  private final SortedMap<String, StreamFile> streams = new TreeMap<>();

  StoredFileSet(ContentFiles store, List<StreamFile> streams) {
    this.store = store;
    streams.forEach(stream -> this.streams.put(stream.path(), stream));
  }

  /** The file at a path. */
  StreamFile stream(String path) {
    StreamFile stream = streams.get(path);
    if (stream == null) {
      throw new IllegalArgumentException("Cannot find " + path + " among " + streams.keySet());
    }
    return stream;
  }

  @Override
  public SortedMap<String, Long> sizes() {
    SortedMap<String, Long> sizes = new TreeMap<>();
    streams.forEach((path, stream) -> sizes.put(path, stream.bytes()));
    return Collections.unmodifiableSortedMap(sizes);
  }

  @Override
  public ByteSource source(String path) {
    return new ContentSource(path, store, stream(path).cid());
  }
}

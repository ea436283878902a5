package net.neuralpro.pipelines.flows.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.exchange.Parcel;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.Multicodec;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;

/** Datasets and folders as Beam reads files, and drafts of folders as it writes them. */
final class ContentFileSystem extends FileSystem<ContentAddress> {
  private final String scheme;
  private final ContentPlaces places;

  ContentFileSystem(String scheme, ContentPlaces places) {
    this.scheme = scheme;
    this.places = places;
  }

  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    List<MatchResult> results = new ArrayList<>();
    for (String spec : specs) {
      results.add(match(ContentAddress.parse(spec)));
    }
    return results;
  }

  private MatchResult match(ContentAddress address) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + address.path());
    List<MatchResult.Metadata> found = new ArrayList<>();
    for (Map.Entry<String, Cid> file : files(address).entrySet()) {
      if (matcher.matches(Path.of(file.getKey()))) {
        found.add(
            MatchResult.Metadata.builder()
                .setResourceId(new ContentAddress(scheme, address.root(), file.getKey()))
                .setSizeBytes(new ContentFiles(store(address)).size(file.getValue()))
                .setIsReadSeekEfficient(true)
                .setLastModifiedMillis(0)
                .build());
      }
    }
    return found.isEmpty()
        ? MatchResult.create(
            MatchResult.Status.NOT_FOUND, new FileNotFoundException(address.toString()))
        : MatchResult.create(MatchResult.Status.OK, found);
  }

  private BlockStore store(ContentAddress address) throws IOException {
    return address.root().equals(ContentAddress.NEW) ? places.own() : places.store(scheme);
  }

  /** The files below an address, by path. */
  private SortedMap<String, Cid> files(ContentAddress address) throws IOException {
    SortedMap<String, Cid> files = new TreeMap<>();
    if (address.root().equals(ContentAddress.NEW)) {
      places.drafts().files().forEach((path, entry) -> files.put(path, entry.cid()));
      return files;
    }
    Cid root = Cid.parse(address.root());
    BlockStore store = places.store(scheme);
    if (root.codec() == Multicodec.DAG_JSON) {
      Parcel parcel = Parcel.of(store.require(root));
      parcel.items().forEach(item -> files.put(item.path(), item.cid()));
    } else {
      collect(store, root, "", files);
    }
    return files;
  }

  private static void collect(BlockStore store, Cid cid, String path, Map<String, Cid> files)
      throws IOException {
    boolean folder =
        cid.codec() == Multicodec.DAG_PB && ContentFolders.isFolder(store.require(cid));
    if (!folder) {
      files.put(path, cid);
      return;
    }
    for (var entry : new ContentFolders(store).list(cid).entrySet()) {
      String below = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
      collect(store, entry.getValue().cid(), below, files);
    }
  }

  @Override
  protected ReadableByteChannel open(ContentAddress address) throws IOException {
    Cid file = files(address).get(address.path());
    if (file == null) {
      throw new FileNotFoundException(address.toString());
    }
    return new ContentFiles(store(address)).open(file);
  }

  @Override
  protected WritableByteChannel create(ContentAddress address, CreateOptions options)
      throws IOException {
    return Channels.newChannel(places.drafts().create(draft(address)));
  }

  private static String draft(ContentAddress address) {
    if (!address.root().equals(ContentAddress.NEW) || address.isDirectory()) {
      throw new IllegalArgumentException(
          "Cannot write to "
              + address
              + ": what has a CID cannot change; write to cid://new/NAME/path and seal it");
    }
    return address.path();
  }

  @Override
  protected void copy(List<ContentAddress> from, List<ContentAddress> to) throws IOException {
    for (int index = 0; index < from.size(); index++) {
      places.drafts().copy(draft(from.get(index)), draft(to.get(index)));
    }
  }

  @Override
  protected void rename(List<ContentAddress> from, List<ContentAddress> to, MoveOptions... options)
      throws IOException {
    copy(from, to);
    delete(from);
  }

  @Override
  protected void delete(Collection<ContentAddress> addresses) throws IOException {
    for (ContentAddress address : addresses) {
      if (!address.isDirectory()) {
        places.drafts().delete(draft(address));
      }
    }
  }

  @Override
  protected ContentAddress matchNewResource(String text, boolean folder) {
    ContentAddress address = ContentAddress.parse(text);
    return folder && !address.isDirectory()
        ? new ContentAddress(address.scheme(), address.root(), address.path() + "/")
        : address;
  }

  @Override
  protected String getScheme() {
    return scheme;
  }
}

package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetVersion;

/**
 * A parcel as one graph, below a UnixFS folder that any IPFS program can read. The root block is in
 * it as a file of one block; since stores keep blocks by their hash, whoever keeps the folder keeps
 * the root under its own identifier too.
 *
 * @param parcel what is in it
 * @param blocks its blocks, and those of the folder
 * @param folder the folder
 */
public record ParcelGraph(Parcel parcel, BlockStore blocks, ContentFolders.Entry folder) {
  /** The graph of a parcel whose files are in a store. */
  public static ParcelGraph of(Parcel parcel, BlockStore store) throws IOException {
    LayeredBlocks blocks = LayeredBlocks.over(store);
    blocks.put(parcel.root());
    ContentFolders folders = new ContentFolders(blocks);
    Map<String, ContentFolders.Entry> files = new TreeMap<>();
    for (Parcel.Item item : parcel.items()) {
      files.put(item.path(), folders.file(item.cid()));
    }
    files.put(parcel.rootName(), leaf(parcel.root().bytes(), blocks));
    if (parcel instanceof Parcel.OfDataset) {
      byte[] root = DatasetFolder.rootText(parcel.root().cid()).getBytes(StandardCharsets.UTF_8);
      files.put(DatasetVersion.ROOT, leaf(root, blocks));
    }
    return new ParcelGraph(parcel, blocks, folders.add(files));
  }

  /**
   * The graph of a dataset in a folder of this computer, whose every byte is read once.
   *
   * @param progress is told how many bytes were read since it was last told
   */
  public static ParcelGraph of(Path folder, LongConsumer progress) throws IOException {
    Parcel parcel = Parcel.of(DatasetFolder.open(folder).version().block());
    return of(parcel, FolderBlocks.of(folder, parcel, progress));
  }

  private static ContentFolders.Entry leaf(byte[] bytes, LayeredBlocks blocks) {
    Block block = Block.of(Multicodec.RAW, bytes);
    blocks.put(block);
    return new ContentFolders.Entry(block.cid(), bytes.length);
  }

  /**
   * The root block of the parcel in such a folder.
   *
   * @throws IOException if the folder holds no parcel
   */
  static Block root(BlockStore blocks, Cid folder) throws IOException {
    ContentFolders folders = new ContentFolders(blocks);
    for (String name : new String[] {DatasetVersion.MANIFEST, Parcel.OfRecording.ROOT_NAME}) {
      Optional<Cid> found = folders.find(folder, name);
      if (found.isPresent() && found.get().codec() == Multicodec.RAW) {
        byte[] bytes = blocks.require(found.get()).bytes();
        return new Block(Cid.ofDigest(Multicodec.DAG_JSON, found.get().digest()), bytes);
      }
    }
    throw new IOException(
        "Cannot use folder %s: neither a dataset nor a recording is in it".formatted(folder));
  }
}

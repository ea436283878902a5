package net.neuralpro.pipelines.flows.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import net.neuralpro.pipelines.flows.dataset.AlteredDatasetException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.Multicodec;

/**
 * The blocks of a parcel, read where its files lie, so that sending it needs no copy of it. Holds a
 * place per MiB in memory, and the inner nodes.
 */
public final class FolderBlocks implements BlockStore {
  private final Path folder;
  private final Map<Cid, Place> places = new HashMap<>();
  private final Map<Cid, Block> nodes = new HashMap<>();

  private record Place(String path, long position, int length) {}

  private FolderBlocks(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all files of a parcel once.
   *
   * @param progress is told how many bytes were read since it was last told
   * @throws AlteredDatasetException if a file is not what the root says
   */
  public static FolderBlocks of(Path folder, Parcel parcel, LongConsumer progress)
      throws IOException {
    FolderBlocks blocks = new FolderBlocks(folder);
    blocks.nodes.put(parcel.root().cid(), parcel.root());
    for (Parcel.Item item : parcel.items()) {
      Path file = folder.resolve(item.path());
      if (!Files.isRegularFile(file)) {
        throw new AlteredDatasetException(item.path(), "the file is not there");
      }
      Cid cid;
      try (InputStream in = Files.newInputStream(file)) {
        cid = new ContentFiles(blocks.new Index(item.path())).add(in);
      }
      if (!cid.equals(item.cid())) {
        throw new AlteredDatasetException(
            item.path(), "its bytes have the CID " + cid + ", the root says " + item.cid());
      }
      progress.accept(item.bytes());
    }
    return blocks;
  }

  /** Notes where the chunks of one file lie while its identifier is computed. */
  private final class Index implements BlockStore {
    private final String path;
    private long position;

    Index(String path) {
      this.path = path;
    }

    @Override
    public void put(Block block) {
      if (block.cid().codec() == Multicodec.RAW) {
        places.putIfAbsent(block.cid(), new Place(path, position, block.bytes().length));
        position += block.bytes().length;
      } else {
        nodes.put(block.cid(), block);
      }
    }

    @Override
    public Optional<Block> get(Cid cid) {
      return Optional.empty();
    }

    @Override
    public boolean has(Cid cid) {
      return false;
    }
  }

  @Override
  public void put(Block block) throws IOException {
    throw new IOException("Cannot put a block into the folder " + folder + ": it is only read");
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Place place = places.get(cid);
    if (place == null) {
      return Optional.ofNullable(nodes.get(cid));
    }
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    try (FileChannel channel = FileChannel.open(folder.resolve(place.path()))) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, place.position() + bytes.position()) < 0) {
          throw new EOFException("Cannot read " + place.path() + ": it became shorter meanwhile");
        }
      }
    }
    Block block = new Block(cid, bytes.array());
    if (!block.isGenuine()) {
      throw new AlteredDatasetException(place.path(), "it was changed meanwhile");
    }
    return Optional.of(block);
  }

  @Override
  public boolean has(Cid cid) {
    return places.containsKey(cid) || nodes.containsKey(cid);
  }
}

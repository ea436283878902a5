package net.neuralpro.pipelines.flows.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.Multicodec;

/**
 * The blocks of one file at a time, read where the file lies, and in memory the small ones that are
 * made of it.
 */
final class FileBlocks implements BlockStore {
  private final LongConsumer progress;
  private final Map<Cid, Block> kept = new HashMap<>();
  private final Map<Cid, Chunk> chunks = new HashMap<>();
  private final Set<Cid> read = new HashSet<>();
  private Path file = Path.of("");
  private long indexed;
  private boolean indexing;

  private record Chunk(long position, int length) {}

  /**
   * No file yet.
   *
   * @param progress is told the length of each part of a file when it is first asked for
   */
  FileBlocks(LongConsumer progress) {
    this.progress = progress;
  }

  /** Holds this file from now on, and forgets the one before and what was made of it. */
  synchronized Cid hold(Path next) throws IOException {
    kept.clear();
    chunks.clear();
    read.clear();
    file = next;
    indexed = 0;
    indexing = true;
    try (InputStream in = Files.newInputStream(next)) {
      return new ContentFiles(this).add(in);
    } finally {
      indexing = false;
    }
  }

  @Override
  public synchronized void put(Block block) {
    if (indexing && block.cid().codec() == Multicodec.RAW) {
      chunks.putIfAbsent(block.cid(), new Chunk(indexed, block.bytes().length));
      indexed += block.bytes().length;
    } else {
      kept.put(block.cid(), block);
    }
  }

  @Override
  public synchronized boolean has(Cid cid) {
    return kept.containsKey(cid) || chunks.containsKey(cid);
  }

  @Override
  public synchronized Optional<Block> get(Cid cid) throws IOException {
    Chunk chunk = chunks.get(cid);
    if (chunk == null) {
      return Optional.ofNullable(kept.get(cid));
    }
    byte[] bytes = new byte[chunk.length()];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(chunk.position());
      in.readFully(bytes);
    } catch (EOFException e) {
      throw new IOException("Cannot read " + file + ": it became shorter meanwhile", e);
    }
    Block block = new Block(cid, bytes);
    if (!block.isGenuine()) {
      throw new IOException("Cannot read " + file + ": it was changed meanwhile");
    }
    if (read.add(cid)) {
      progress.accept(bytes.length);
    }
    return Optional.of(block);
  }
}

package net.neuralpro.connectors.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MissingBlockException;

/**
 * Files, folders and whole graphs by their identifiers, above a store of blocks. Identifiers are
 * those of Kubo's profile {@code unixfs-v1-2025} wherever the bytes are kept. Whatever is read is
 * checked; whatever was acknowledged is there. Safe for use by several threads.
 */
public interface ContentStore extends Closeable {
  /** The blocks. */
  BlockStore blocks();

  /** Adds a file in bounded memory. */
  Cid addFile(InputStream bytes) throws IOException;

  /**
   * Adds a file on disk, or a folder with all that is in it.
   *
   * @param read told how many bytes more were read, by any thread
   * @throws StorageException STORE-FILE-TYPE if it is or holds anything but files and folders, such
   *     as a link, STORE-NAME if a name cannot be one in a folder
   */
  Cid add(Path path, LongConsumer read) throws IOException;

  /**
   * The bytes of a file in a range; nothing where the range lies behind its end.
   *
   * @throws MissingBlockException if the file is not here
   */
  InputStream open(Cid file, ByteRange range) throws IOException;

  /**
   * Writes all blocks from a root downwards as a CAR, depth first, each once.
   *
   * @throws MissingBlockException if one of them is not here
   */
  void exportCar(Cid root, OutputStream car) throws IOException;

  /**
   * Keeps the blocks of a CAR, version 1 or 2, if all of it is sound.
   *
   * @return the roots that it names, all of which are here afterwards
   * @throws IOException if it is cut off, altered or too large; then nothing of it is kept
   */
  Set<Cid> importCar(InputStream car) throws IOException;

  /**
   * Keeps a root and all that it links to from now on.
   *
   * @throws MissingBlockException if any of it is not here
   */
  void pin(Pin pin) throws IOException;

  /** Takes a promise back; the blocks go with the next collection of garbage. */
  void unpin(Cid root) throws IOException;

  /** What is pinned, by root. */
  List<Pin> pins() throws IOException;

  /** How the store is. */
  StoreStatus status() throws IOException;
}

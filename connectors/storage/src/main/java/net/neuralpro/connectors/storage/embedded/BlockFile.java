package net.neuralpro.connectors.storage.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;

/**
 * A file in the folders of a block store.
 *
 * @param path where it lies
 * @param multihash what it says its bytes are, as an identifier of raw bytes since the file does
 *     not say their codec; empty if it is no block's file, or lies where no reader would look
 */
record BlockFile(Path path, Optional<Cid> multihash) {
  private static final String SUFFIX = ".data";

  /** The file of these bytes under a store's folder. */
  static Path path(Path folder, Cid cid) {
    String multihash = cid.multihash().toUpperCase(Locale.ROOT);
    int end = multihash.length();
    return folder.resolve(multihash.substring(end - 3, end - 1)).resolve(multihash + SUFFIX);
  }

  /** Reads a file's name. */
  static BlockFile of(Path folder, Path path) {
    String name = path.getFileName().toString();
    if (name.endsWith(SUFFIX)) {
      try {
        String multihash = name.substring(0, name.length() - SUFFIX.length());
        Cid cid = Cid.ofMultihash(Multicodec.RAW, multihash.toLowerCase(Locale.ROOT));
        if (path(folder, cid).equals(path)) {
          return new BlockFile(path, Optional.of(cid));
        }
      } catch (IllegalArgumentException e) {
        return new BlockFile(path, Optional.empty());
      }
    }
    return new BlockFile(path, Optional.empty());
  }

  /** Whether a write left it behind, or is filling it now. */
  boolean isTemporary() {
    return AtomicFile.isTemporary(path);
  }
}

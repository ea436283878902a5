package net.neuralpro.connectors.storage.fetch;

import java.nio.file.Path;
import net.neuralpro.schemas.content.Cid;

/**
 * A file to fetch.
 *
 * @param cid names its bytes
 * @param bytes its length
 * @param target where it shall lie; if part of it lies there, the fetch goes on from there
 */
public record WantedFile(Cid cid, long bytes, Path target) {
  public WantedFile {
    if (bytes < 0) {
      throw new IllegalArgumentException("Cannot fetch a file of " + bytes + " bytes");
    }
  }
}

package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;

/**
 * An envelope as a folder of this computer.
 *
 * @param folder made when the first part is put
 */
public record EnvelopeFolder(Path folder) implements EnvelopeSource, EnvelopeTarget {
  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public InputStream open(String path, ByteRange range) throws IOException {
    try {
      FileChannel channel = FileChannel.open(folder.resolve(path), StandardOpenOption.READ);
      channel.position(range.start());
      return Channels.newInputStream(channel);
    } catch (NoSuchFileException e) {
      throw new StorageException(
          "ENVELOPE-MISSING",
          "Cannot read "
              + path
              + " of "
              + folder
              + ": it is not there; perhaps this is no"
              + " envelope, or it was not copied whole",
          e);
    }
  }

  /** Keeps a part in a new file; what is there already stays, and is an error. */
  @Override
  public void put(String path, InputStream bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.copy(bytes, file);
  }
}

package net.neuralpro.pipelines.flows.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Gives an output to one run at a time. The lock ends with its process, however that ends; its file
 * stays, since removing it would let a third run lock another file of that name.
 */
public final class OutputLock implements Closeable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private OutputLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks an output.
   *
   * @param output where the run is to write a dataset
   * @param beside the folder of what the run says, which is made if it is not there
   * @throws IOException if another run has it
   */
  public static OutputLock take(Path output, Path beside) throws IOException {
    Files.createDirectories(beside);
    FileChannel channel =
        FileChannel.open(beside.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel).isEmpty()) {
      channel.close();
      throw new IOException(
          "Cannot write a dataset to "
              + output
              + ": another run is making one there; perhaps wait for its end, or choose another"
              + " --output");
    }
    return new OutputLock(channel);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

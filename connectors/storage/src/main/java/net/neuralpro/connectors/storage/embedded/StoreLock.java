package net.neuralpro.connectors.storage.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Who has a store open. Everybody who does shares its lock from opening to closing; whoever deletes
 * must have it alone. The system releases it when a process ends, however it does. Since it counts
 * per process, all who share it in this process share one channel.
 */
final class StoreLock implements Closeable {
  static final String FILE = "lock";

  private static final Map<Path, StoreLock> HELD = new HashMap<>();

  private final Path folder;
  private final @Nullable FileChannel channel;
  private final boolean alone;
  private int uses = 1;

  private StoreLock(Path folder, @Nullable FileChannel channel, boolean alone) {
    this.folder = folder;
    this.channel = channel;
    this.alone = alone;
  }

  /** Shares a store; waits while somebody has it alone. */
  static StoreLock share(Path store) throws IOException {
    Path folder = store.toRealPath();
    synchronized (HELD) {
      StoreLock held = HELD.get(folder);
      if (held != null) {
        if (held.alone) {
          throw inUse(folder);
        }
        held.uses++;
        return held;
      }
      Optional<FileChannel> channel = channel(folder);
      if (channel.isPresent()) {
        channel.get().lock(0, Long.MAX_VALUE, true);
      }
      StoreLock lock = new StoreLock(folder, channel.orElse(null), false);
      HELD.put(folder, lock);
      return lock;
    }
  }

  /**
   * Takes a store alone.
   *
   * @throws StorageException STORE-IN-USE if anybody has it open
   */
  static StoreLock alone(Path store) throws IOException {
    Path folder = store.toRealPath();
    synchronized (HELD) {
      if (HELD.containsKey(folder)) {
        throw inUse(folder);
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock taken = channel.tryLock();
      if (taken == null) {
        channel.close();
        throw inUse(folder);
      }
      StoreLock lock = new StoreLock(folder, channel, true);
      HELD.put(folder, lock);
      return lock;
    }
  }

  private static StorageException inUse(Path folder) {
    return new StorageException(
        "STORE-IN-USE",
        "Cannot have the block store %s alone: something else uses it; perhaps wait until runs, pulls and gateways have ended"
            .formatted(folder));
  }

  /** The file to lock; none where nothing can be written, so that nothing can be deleted either. */
  private static Optional<FileChannel> channel(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      return Optional.of(
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (FileSystemException e) {
      try {
        return Optional.of(FileChannel.open(file, StandardOpenOption.READ));
      } catch (NoSuchFileException none) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      uses--;
      if (uses == 0) {
        HELD.remove(folder);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }
}

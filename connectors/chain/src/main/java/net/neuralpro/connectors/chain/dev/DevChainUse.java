package net.neuralpro.connectors.chain.dev;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody's use of the development chain of a folder. Where the first user found no chain, the
 * last one to leave ends it, so that no process stays behind; a chain that a person started stays
 * and rests. The system notices users that were killed. Since a lock counts per process, all users
 * in this one share one.
 */
public final class DevChainUse implements Closeable {
  private static final Map<Path, DevChainUse> HELD = new HashMap<>();

  /** A file that says that the chain ends with its users. */
  private static final String PASSING = "passing";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private int users = 1;

  private DevChainUse(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  /** Says that the chain of this folder is used from now on; it is not started by this. */
  public static DevChainUse begin(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    synchronized (HELD) {
      DevChainUse held = HELD.get(real);
      if (held != null) {
        held.users++;
        return held;
      }
      FileChannel channel =
          FileChannel.open(
              real.resolve("users"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      DevChainUse use = new DevChainUse(real, channel, channel.lock(0, Long.MAX_VALUE, true));
      if (DevChain.running(real).isEmpty() && !Files.exists(real.resolve(PASSING))) {
        Files.createFile(real.resolve(PASSING));
      }
      HELD.put(real, use);
      return use;
    }
  }

  /** Lets the chain of a folder run on when nobody uses it. */
  public static void keep(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(PASSING));
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      users--;
      if (users > 0) {
        return;
      }
      HELD.remove(folder);
      try (channel) {
        lock.release();
        Optional<FileLock> alone = Optional.ofNullable(channel.tryLock());
        Optional<DevChain> chain = alone.isPresent() ? DevChain.running(folder) : Optional.empty();
        if (chain.isPresent() && Files.exists(folder.resolve(PASSING))) {
          chain.get().stop();
        } else if (chain.isPresent()) {
          chain.get().rest();
        }
      }
    }
  }
}

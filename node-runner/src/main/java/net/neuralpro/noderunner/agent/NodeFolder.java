package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.embedded.Workspace;

/**
 * The folder of a node: its keys, blocks and journal, and the wishes of its owner to a running
 * agent, which are files that the agent looks for.
 *
 * @param workspace the node's own
 */
public record NodeFolder(Workspace workspace) {
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

  /** What an owner can wish of a running agent. */
  public enum Wish {
    /** It claims no more, and ends when what it has is done. */
    DRAIN,
    /** It ends now, and goes on when it is started again. */
    STOP
  }

  /** The folder of a node in a person's workspace, which is made if it is not there. */
  public static NodeFolder open(Workspace home, String name) throws IOException {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "Cannot call a node '%s': letters a-z, digits and hyphens, 32 at most".formatted(name));
    }
    Path nodes = Files.createDirectories(home.home().resolve("nodes"));
    return new NodeFolder(Workspace.open(nodes.resolve(name)));
  }

  /** Where the key is kept that signs for the node. */
  public Path hotKey() {
    return workspace.home().resolve("hot-key");
  }

  /** Where the node's tasks are written down. */
  public Path journal() {
    return workspace.home().resolve("journal.db");
  }

  /** Where it is written down what the node has to be paid for. */
  public Path settlement() {
    return workspace.home().resolve("settlement.db");
  }

  /** Where outputs are put together that are sent. */
  public Path scratch() {
    return workspace.home().resolve("scratch");
  }

  /** Where what holds the node's tasks keeps what it needs. */
  public Path sandbox() {
    return workspace.home().resolve("sandbox");
  }

  /** The right to run the node's agent, which one process has. */
  public record Lock(FileChannel channel) implements Closeable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Takes the right to run; empty if another process has it. */
  public Optional<Lock> lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            workspace.home().resolve("agent.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new Lock(channel));
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    }
    channel.close();
    return Optional.empty();
  }

  /**
   * Removes all of it, and the images if no other node is there.
   *
   * @throws IOException if an agent runs
   */
  public void remove() throws IOException {
    Optional<Lock> lock = lock();
    if (lock.isEmpty()) {
      throw new IOException("Cannot remove %s: the node runs".formatted(workspace.home()));
    }
    try (Lock held = lock.get()) {
      removeAll(workspace.home());
    }
    Path nodes = Objects.requireNonNull(workspace.home().getParent());
    try (Stream<Path> others = Files.list(nodes)) {
      if (others.findAny().isPresent()) {
        return;
      }
    }
    removeAll(nodes.resolveSibling("images"));
  }

  private static void removeAll(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Whether an agent runs. */
  public boolean isRunning() throws IOException {
    Optional<Lock> lock = lock();
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isEmpty();
  }

  /** Tells the agent a wish. */
  public void wish(Wish wish) throws IOException {
    Files.write(file(wish), new byte[0]);
  }

  public boolean isWished(Wish wish) {
    return Files.exists(file(wish));
  }

  /** Forgets all wishes: they were those of an earlier agent. */
  public void forgetWishes() throws IOException {
    for (Wish wish : Wish.values()) {
      Files.deleteIfExists(file(wish));
    }
  }

  private Path file(Wish wish) {
    return workspace.home().resolve("wish-" + wish.name().toLowerCase(Locale.ROOT));
  }
}

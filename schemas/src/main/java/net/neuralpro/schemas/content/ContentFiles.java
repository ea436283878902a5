package net.neuralpro.schemas.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** Files in a block store: added once as a stream, read at any place, in bounded memory. */
public record ContentFiles(BlockStore store) {
  private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

  /** The identifier that these bytes have as a file, which is kept nowhere. */
  public static Cid identify(InputStream in) throws IOException {
    return new ContentFiles(Forgetting.INSTANCE).add(in);
  }

  /** Adds a file. */
  public Cid add(Path file) throws IOException {
    return add(file, 1);
  }

  /**
   * Adds a file whose chunks several threads read, name and keep. Each holds one of 1 MiB.
   *
   * @param threads at least one
   * @throws IOException if it cannot be read or kept, or grows or shrinks meanwhile
   */
  public Cid add(Path file, int threads) throws IOException {
    return FileChunks.add(file, threads, Optional.of(store), READ, count -> {}).cid();
  }

  /**
   * The identifier that a file would have here; nothing is kept.
   *
   * @param threads at least one
   * @throws IOException if it cannot be read, or grows or shrinks meanwhile
   */
  public static Cid identify(Path file, int threads) throws IOException {
    return FileChunks.add(file, threads, Optional.empty(), READ, count -> {}).cid();
  }

  /** Adds all bytes of a stream. */
  public Cid add(InputStream in) throws IOException {
    ContentWriter writer = new ContentWriter(store);
    try (writer) {
      in.transferTo(writer);
    }
    return writer.cid();
  }

  /** Adds a small file. */
  public Cid add(byte[] bytes) throws IOException {
    ContentWriter writer = new ContentWriter(store);
    try (writer) {
      writer.write(bytes);
    }
    return writer.cid();
  }

  /** A new file to write. */
  public ContentWriter create() {
    return new ContentWriter(store);
  }

  /** Opens a file to read. */
  public SeekableByteChannel open(Cid cid) throws IOException {
    return new ContentChannel(store, cid);
  }

  /** Opens a file to read from its start. */
  public InputStream stream(Cid cid) throws IOException {
    return Channels.newInputStream(open(cid));
  }

  /** The length of a file in bytes. */
  public long size(Cid cid) throws IOException {
    try (SeekableByteChannel channel = open(cid)) {
      return channel.size();
    }
  }

  /**
   * All bytes of a file.
   *
   * @throws MalformedContentException if there are more than the limit
   */
  public byte[] read(Cid cid, int limit) throws IOException {
    try (SeekableByteChannel channel = open(cid)) {
      if (channel.size() > limit) {
        throw new MalformedContentException(
            "Cannot read " + cid + " at once: " + channel.size() + " bytes, more than " + limit);
      }
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  /** Copies a file to a path that does not exist yet. */
  public void copy(Cid cid, Path target) throws IOException {
    try (InputStream in = stream(cid)) {
      Files.copy(in, target);
    }
  }

  /** A store that keeps nothing. */
  private enum Forgetting implements BlockStore {
    INSTANCE;

    @Override
    public void put(Block block) {}

    @Override
    public Optional<Block> get(Cid cid) {
      return Optional.empty();
    }

    @Override
    public boolean has(Cid cid) {
      return false;
    }
  }
}

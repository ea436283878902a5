package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.contents.BlockBatch;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that are sent side by side, since a store far away takes long for each. At most so many
 * are held as may be on their way.
 */
final class S3Batch implements BlockBatch {
  private static final int ON_THEIR_WAY = 16;

  private final BlockStore store;
  private final Executor workers;
  private final Semaphore room = new Semaphore(ON_THEIR_WAY);
  private final Map<Cid, Block> sending = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  S3Batch(BlockStore store, Executor workers) {
    this.store = store;
    this.workers = workers;
  }

  @Override
  public void put(Block block) throws IOException {
    requireNoFailure();
    acquire(1);
    sending.put(block.cid(), block);
    workers.execute(() -> send(block));
  }

  private void send(Block block) {
    try {
      store.put(block);
    } catch (IOException e) {
      failure.compareAndSet(null, e);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, new IOException("Cannot store block " + block.cid(), e));
    } finally {
      sending.remove(block.cid());
      room.release();
    }
  }

  @Override
  public void flush() throws IOException {
    acquire(ON_THEIR_WAY);
    room.release(ON_THEIR_WAY);
    requireNoFailure();
  }

  private void acquire(int count) throws IOException {
    try {
      room.acquire(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Blocks were still on their way to the store");
    }
  }

  /** Throws anew what failed first: whoever closes what it was adding may ask again. */
  private void requireNoFailure() throws IOException {
    IOException first = failure.get();
    if (first instanceof StorageException known) {
      throw new StorageException(known.rule(), String.valueOf(known.getMessage()), known);
    }
    if (first != null) {
      throw new IOException(first.getMessage(), first);
    }
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Block block = sending.get(cid);
    return block == null ? store.get(cid) : Optional.of(block);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return sending.containsKey(cid) || store.has(cid);
  }
}

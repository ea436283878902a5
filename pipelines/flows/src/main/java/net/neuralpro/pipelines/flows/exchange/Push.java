package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.Multicodec;

/**
 * Sends a graph of blocks to a store and pins it there. What the store has is not sent again, so
 * that a push that was ended in any way goes on where it was.
 */
public final class Push {
  private static final int WINDOW = 4;

  private final ContentStore target;
  private final int parallelism;

  /** A push to this store, with so many blocks on their way at once. */
  public Push(ContentStore target, int parallelism) {
    this.target = target;
    this.parallelism = parallelism;
  }

  /**
   * What a push came to.
   *
   * @param blocks how many blocks the graph has
   * @param sent how many of them were sent now
   * @param bytes of the blocks that were sent
   */
  public record Pushed(long blocks, long sent, long bytes) {}

  /**
   * Sends all blocks from a root downwards, the root last, and pins it.
   *
   * @param progress is told the length of each block when it is there
   */
  public Pushed push(BlockStore source, Pin pin, LongConsumer progress)
      throws IOException, InterruptedException {
    AtomicLong sent = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    Set<Cid> seen = new HashSet<>();
    Deque<Cid> open = new ArrayDeque<>(List.of(pin.root()));
    List<Block> above = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(parallelism);
    Deque<Future<?>> running = new ArrayDeque<>();
    try {
      while (!open.isEmpty()) {
        Cid cid = open.pop();
        if (!seen.add(cid)) {
          continue;
        }
        if (cid.codec() == Multicodec.RAW) {
          running.add(threads.submit(() -> send(source, cid, sent, bytes, progress)));
          if (running.size() > WINDOW * parallelism) {
            await(running.remove());
          }
        } else {
          Block block = source.require(cid);
          above.add(block);
          List<Cid> links = Links.of(block);
          for (int index = links.size() - 1; index >= 0; index--) {
            open.push(links.get(index));
          }
        }
      }
      while (!running.isEmpty()) {
        await(running.remove());
      }
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
    for (int index = above.size() - 1; index >= 0; index--) {
      send(source, above.get(index).cid(), sent, bytes, progress);
    }
    target.pin(pin);
    return new Pushed(seen.size(), sent.get(), bytes.get());
  }

  private Cid send(
      BlockStore source, Cid cid, AtomicLong sent, AtomicLong bytes, LongConsumer progress)
      throws IOException {
    Block block = source.require(cid);
    if (!target.blocks().has(cid)) {
      target.blocks().put(block);
      sent.incrementAndGet();
      bytes.addAndGet(block.bytes().length);
    }
    progress.accept(block.bytes().length);
    return cid;
  }

  private static void await(Future<?> sending) throws IOException, InterruptedException {
    try {
      sending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

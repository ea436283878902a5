package net.neuralpro.connectors.storage.fetch;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BusyOriginException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/**
 * Fetches from several origins: where one fails, the next goes on from the byte that was reached.
 * An origin that is busy is waited for only if there is no other. Safe for use by several threads.
 */
public final class Fetcher {
  /** How often each origin is asked before a fetch is given up, if none of them brings a byte. */
  private static final int ROUNDS = 3;

  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  private final List<BlockOrigin> origins;
  private final AtomicInteger preferred = new AtomicInteger();

  /** A fetcher that asks these, the first one first. */
  public Fetcher(List<? extends BlockOrigin> origins) {
    if (origins.isEmpty()) {
      throw new IllegalArgumentException("Cannot fetch from nowhere");
    }
    this.origins = List.copyOf(origins);
  }

  /**
   * One block from the first origin that has it.
   *
   * @throws IOException if none of them has it, saying what each answered
   */
  public Block block(Cid cid) throws IOException {
    return attempt(
        "block " + cid,
        origin -> {
          Optional<Block> block = origin.block(cid);
          return block.orElseThrow(
              () -> new IOException(origin.name() + " does not have block " + cid));
        },
        () -> false);
  }

  /**
   * Fetches a file to its target, where it is whole and on the disk afterwards.
   *
   * @param progress is told how many bytes were added since it was last told
   * @throws IOException if no origin could bring it; what came of it stays, for the next time
   */
  public void fetch(WantedFile file, LongConsumer progress) throws IOException {
    try (GrowingFile target = GrowingFile.open(file.target())) {
      FileFetch fetch = new FileFetch(file, target, progress);
      long[] reached = {0};
      attempt(
          "file " + file.cid(),
          origin -> {
            fetch.continueFrom(origin);
            return origin;
          },
          () -> {
            boolean further = target.end() > reached[0];
            reached[0] = target.end();
            return further;
          });
      target.finish();
    }
  }

  @FunctionalInterface
  private interface Request<T> {
    T from(BlockOrigin origin) throws IOException;
  }

  @FunctionalInterface
  private interface Advance {
    boolean happened();
  }

  private <T> T attempt(String what, Request<T> request, Advance advance) throws IOException {
    int[] fruitless = {0};
    RetryPolicyBuilder<T> policy =
        RetryPolicy.<T>builder()
            .handle(IOException.class)
            .abortOn(UnwritableTargetException.class)
            .abortIf((result, failure) -> fruitless[0] >= ROUNDS * origins.size())
            .withMaxRetries(-1)
            .withBackoff(FIRST_DELAY, MAX_DELAY);
    if (origins.size() == 1) {
      policy.withDelayFnOn(
          attempt -> ((BusyOriginException) attempt.getLastException()).patience(),
          BusyOriginException.class);
    }
    try {
      return Failsafe.with(policy.build())
          .get(
              () -> {
                int index = preferred.get();
                try {
                  return request.from(origins.get(index));
                } catch (UnwritableTargetException e) {
                  throw e;
                } catch (IOException e) {
                  fruitless[0] = advance.happened() ? 0 : fruitless[0] + 1;
                  preferred.compareAndSet(index, (index + 1) % origins.size());
                  throw e;
                }
              });
    } catch (FailsafeException e) {
      if (e.getCause() instanceof UnwritableTargetException unwritable) {
        throw unwritable;
      }
      if (e.getCause() instanceof IOException cause) {
        throw new IOException(
            "Cannot fetch %s from %s: %s"
                .formatted(
                    what,
                    String.join(", ", origins.stream().map(BlockOrigin::name).toList()),
                    cause.getMessage()),
            cause);
      }
      throw e;
    }
  }
}

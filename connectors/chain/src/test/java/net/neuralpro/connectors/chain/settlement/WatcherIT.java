package net.neuralpro.connectors.chain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.BatchList;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.connectors.chain.tasks.Works;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.MemoryBlockStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a poster does wrong is found by what he published. */
class WatcherIT {
  @TempDir private Path home;
  private BlockStore store;
  private Chain poster;
  private Chain stranger;
  private Watcher watcher;
  private Escrow.Terms terms;

  @BeforeEach
  void start() throws IOException {
    Market.prepare(home);
    store = new MemoryBlockStore();
    poster = Market.open(home, Market.POSTER);
    stranger = Market.open(home, Market.STRANGER);
    terms = poster.escrow().terms();
    watcher = Watcher.open(stranger, store, home.resolve("watcher.db"));
  }

  @AfterEach
  void stop() throws IOException {
    watcher.close();
    stranger.close();
    poster.close();
    DevChain.running(home.resolve("chain/dev")).orElseThrow().stop();
  }

  private long post(List<Work> works) throws IOException {
    Batch batch = Batch.of(works);
    return poster.escrow().post(batch, BatchList.publish(batch, store));
  }

  private Standing batch(long number) throws IOException {
    return poster.escrow().batch(number).orElseThrow();
  }

  @Test
  void leavesTrueBatchesAlone() throws IOException {
    post(Market.works(poster, 0, 3, 0));

    assertThat(watcher.step().isIdle()).isTrue();
    assertThat(watcher.step().isIdle()).isTrue();
    assertThat(batch(1).demands()).isEmpty();
  }

  @Test
  void voidsABatchWithAForgedReceipt() throws IOException {
    List<Work> works = new ArrayList<>(Market.works(poster, 0, 2, 0));
    works.add(
        Works.work(
            poster.escrow().domain(),
            Market.NODES.get(0).address(),
            Market.STRANGER,
            2,
            works.get(0).promised().assignment().deadline()));
    BigInteger before = stranger.rewards().balance(Market.STRANGER.address());
    post(works);

    assertThat(watcher.step().done())
        .singleElement()
        .satisfies(done -> assertThat(done).contains("of batch 1, as its receipt is not signed"));
    assertThat(watcher.step().isIdle()).isTrue();
    poster.advance(terms.answer());
    assertThat(watcher.step().done()).containsExactly("void batch 1");
    assertThat(batch(1).isVoid()).isTrue();
    assertThat(stranger.rewards().balance(Market.STRANGER.address()))
        .isEqualTo(before.add(terms.batchBond().divide(BigInteger.TWO)));
  }

  @Test
  void keepsATaskFromBeingPaidTwice() throws IOException {
    List<Work> works = Market.works(poster, 0, 3, 30);
    post(works.subList(0, 2));
    post(works.subList(1, 3));

    assertThat(watcher.step().done()).containsExactly("show that batch 2 repeats batch 1");
    assertThat(watcher.step().isIdle()).isTrue();
    poster.advance(terms.challenge());
    poster.escrow().finalise(1);
    assertThat(watcher.step().done()).containsExactly("show that batch 2 repeats batch 1");
    assertThat(batch(1).isFinal()).isTrue();
    assertThat(batch(2).isVoid()).isTrue();
  }

  @Test
  void knowsATaskThatIsSettledAlone() throws IOException {
    List<Work> works = Market.works(poster, 0, 2, 30);
    try (Chain node = Market.open(home, Market.NODES.get(0))) {
      node.escrow().settleOwn(works.get(0));
    }
    post(works);

    assertThat(watcher.step().done()).containsExactly("show that batch 2 repeats batch 1");
    poster.advance(terms.challenge());
    poster.escrow().finalise(1);
    watcher.step();
    assertThat(batch(2).isVoid()).isTrue();
  }

  @Test
  void saysWhatItCannotCheck() throws IOException {
    Batch batch = Batch.of(Market.works(poster, 0, 2, 0));
    poster.escrow().post(batch, BatchList.publish(batch, new MemoryBlockStore()));
    Batch other = Batch.of(Market.works(poster, 2, 2, 0));
    poster.escrow().post(other, BatchList.publish(batch, new MemoryBlockStore()));

    assertThat(watcher.step().troubles())
        .hasSize(2)
        .allSatisfy(trouble -> assertThat(trouble).startsWith("Cannot check batch "));
    BatchList.publish(batch, store);
    assertThat(watcher.step().troubles())
        .singleElement()
        .satisfies(trouble -> assertThat(trouble).contains("is of another batch"));
    watcher.demand(2, 1);
    poster.advance(terms.answer());
    assertThat(watcher.step().done()).containsExactly("void batch 2");
  }
}

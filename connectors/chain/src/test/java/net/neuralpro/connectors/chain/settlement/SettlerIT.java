package net.neuralpro.connectors.chain.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.connectors.chain.tasks.Works;
import net.neuralpro.schemas.content.BlockStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each receipt is paid once, whatever ends meanwhile. */
class SettlerIT {
  private static final long SEED = 9;

  @TempDir private Path home;
  private BlockStore store;
  private Chain chain;
  private Escrow.Terms terms;

  @BeforeEach
  void start() throws IOException {
    Market.prepare(home);
    store = new FolderBlocks(home.resolve("blocks"));
    chain = Market.open(home, Market.POSTER);
    terms = chain.escrow().terms();
  }

  @AfterEach
  void stop() throws IOException {
    chain.close();
    DevChain.running(home.resolve("chain/dev")).orElseThrow().stop();
  }

  private Settler settler() throws IOException {
    return Market.settler(chain, store, home.resolve("settler.db"), step -> {});
  }

  private OwnSettlement own(Chain node) throws IOException {
    return OwnSettlement.open(node, store, home.resolve("own.db"));
  }

  private BigInteger taken(int node) throws IOException {
    return Market.take(home, node, store, home.resolve("node %d.db".formatted(node)));
  }

  /** Nothing is bound or lost once everything is settled and taken. */
  private void requireEven(int tasks, BigInteger taken) throws IOException {
    assertThat(taken).isEqualTo(Market.pay(tasks));
    assertThat(chain.escrow().balance(Works.REQUESTER.address()))
        .isEqualTo(Market.DEPOSIT.subtract(Market.pay(tasks)));
  }

  @Test
  void paysEachTaskOnce() throws IOException {
    BigInteger before = chain.escrow().balance(Market.POSTER.address());
    List<Work> works = Market.works(chain, 0, 7, 0);
    try (Settler settler = settler()) {
      for (Work work : works) {
        assertThat(settler.add(work)).isTrue();
        assertThat(settler.add(work)).isFalse();
      }
      assertThat(settler.step().troubles()).isEmpty();
      assertThat(settler.count(WorkState.BATCHED)).isEqualTo(7);
      assertThat(chain.escrow().batches()).hasSize(2);
      chain.advance(terms.challenge());
      assertThat(settler.step().done()).contains("finalise 1", "finalise 2");
      assertThat(settler.step().isIdle()).isTrue();
      assertThat(settler.count(WorkState.SETTLED)).isEqualTo(7);
    }

    requireEven(7, taken(0).add(taken(1)));
    assertThat(chain.escrow().balance(Market.POSTER.address())).isEqualTo(before);
  }

  @Test
  void takesNothingThatWouldNotBePaid() throws IOException {
    long deadline = chain.finalBlock().time();
    Work stolen =
        Works.work(
            chain.escrow().domain(),
            Market.NODES.get(0).address(),
            Market.HOT_KEYS.get(1),
            0,
            deadline);
    try (Settler settler = settler()) {
      assertThatThrownBy(() -> settler.add(stolen))
          .isInstanceOfSatisfying(
              ChainException.class, e -> assertThat(e.rule()).isEqualTo("CHAIN-REFUSED"))
          .hasMessageContaining("not signed by " + Market.NODES.get(0).address());
      assertThat(settler.state(stolen.task(), stolen.node())).isEmpty();
    }
  }

  @Test
  void showsWhatIsDemanded() throws IOException {
    try (Settler settler = settler()) {
      for (Work work : Market.works(chain, 0, 4, 0)) {
        settler.add(work);
      }
      settler.step();
      try (Chain stranger = Market.open(home, Market.STRANGER)) {
        stranger.escrow().demand(1, 0);
        stranger.escrow().demand(1, 3);
      }
      assertThat(settler.step().done())
          .containsExactly("show leaf 0 of batch 1", "show leaf 3 of batch 1");
      chain.advance(terms.challenge());
      settler.step();
      settler.step();
      assertThat(settler.count(WorkState.SETTLED)).isEqualTo(4);
    }

    requireEven(4, taken(0).add(taken(1)));
  }

  @Test
  void settlesAgainWhatWasVoided() throws IOException {
    List<Work> works = Market.works(chain, 0, 3, 0);
    try (Settler settler = settler()) {
      for (Work work : works) {
        settler.add(work);
      }
      settler.step();
      try (Chain stranger = Market.open(home, Market.STRANGER)) {
        stranger.escrow().demand(1, 1);
        chain.advance(terms.answer());
        stranger.escrow().lapse(1, 1);
      }
      for (int step = 0; step < 8; step++) {
        settler.step();
        chain.advance(terms.challenge() / 2);
      }
      assertThat(settler.count(WorkState.SETTLED)).isEqualTo(3);
    }

    assertThat(chain.escrow().batch(1).orElseThrow().isVoid()).isTrue();
    try (Chain node = Market.open(home, Market.NODES.get(0));
        OwnSettlement own = OwnSettlement.open(node, store, home.resolve("node 0.db"))) {
      own.add(works.get(0));
      own.add(works.get(2));
    }
    try (Chain node = Market.open(home, Market.NODES.get(1));
        OwnSettlement own = OwnSettlement.open(node, store, home.resolve("node 1.db"))) {
      own.add(works.get(1));
    }
    requireEven(3, taken(0).add(taken(1)));
  }

  @Test
  void letsANodeSettleWhatWasLeftOut() throws IOException {
    List<Work> works = Market.works(chain, 0, 3, 0);
    try (Settler settler = settler();
        Chain node = Market.open(home, Market.NODES.get(0));
        OwnSettlement own = own(node)) {
      own.add(works.get(0));
      own.add(works.get(2));
      settler.add(works.get(0));
      settler.step();
      own.step();
      assertThat(own.state(works.get(0).task())).contains(WorkState.BATCHED);
      assertThat(own.state(works.get(2).task())).contains(WorkState.WAITING);
      chain.advance(terms.settlement() / 2);
      own.step();
      assertThat(own.state(works.get(2).task())).contains(WorkState.ALONE);
      // The settler learns of it, and does not pay it again.
      settler.add(works.get(2));
      settler.step();
      settler.step();
      assertThat(settler.state(works.get(2).task(), works.get(2).node())).contains(WorkState.ALONE);
      chain.advance(terms.challenge());
      settler.step();
      own.step();
      own.step();
      assertThat(own.state(works.get(0).task())).contains(WorkState.SETTLED);
      assertThat(own.state(works.get(2).task())).contains(WorkState.SETTLED);
      own.earnings().claim();
      own.earnings().claim();

      assertThat(own.earnings().due()).isEmpty();
      requireEven(2, own.earnings().taken());
    }
  }

  /** Ends a settler as it stands, as {@code kill -9} would. */
  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void goesOnWhereverItEnded() throws IOException {
    List<Work> works = Market.works(chain, 0, 6, 0);
    Set<String> seen = new HashSet<>();
    int ends = 0;
    for (int point = 0; point < 40 && !isSettled(works); point++) {
      List<String> passed = new ArrayList<>();
      int last = point % 4;
      try (Settler settler =
          Market.settler(
              chain,
              store,
              home.resolve("settler.db"),
              step -> {
                passed.add(step);
                seen.add(step);
                if (passed.size() > last) {
                  throw new Ended();
                }
              })) {
        for (Work work : works) {
          if (settler.state(work.task(), work.node()).isEmpty()) {
            settler.add(work);
          }
        }
        settler.step();
        chain.advance(terms.challenge() / 3);
      } catch (Ended e) {
        ends++;
      }
    }
    try (Settler settler = settler()) {
      chain.advance(terms.challenge());
      settler.step();
      settler.step();
      assertThat(settler.count(WorkState.SETTLED)).isEqualTo(6);
    }

    assertThat(ends).isGreaterThan(5);
    assertThat(seen).contains("added", "made", "published", "posted", "noted");
    assertThat(chain.escrow().batches().values()).noneMatch(Standing::isVoid);
    requireEven(6, taken(0).add(taken(1)));
  }

  @Test
  void survivesBeingKilledAtAnyMoment() throws Exception {
    Random random = new Random(SEED);
    long deadline = chain.finalBlock().time() + 120;
    int kills = Integer.getInteger("neural.kills", 6);
    Process process = SettlerProcess.start(home, 12, deadline);
    for (int kill = 0; kill < kills && process.isAlive(); kill++) {
      int moment = 1000 + random.nextInt(5000);
      System.out.printf("Seed %d: the settler is killed after %d ms%n", SEED, moment);
      if (!process.waitFor(moment, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        chain.advance(terms.challenge() / 4);
        process = SettlerProcess.start(home, 12, deadline);
      }
    }
    for (int wait = 0; wait < 40 && !process.waitFor(3, TimeUnit.SECONDS); wait++) {
      chain.advance(terms.challenge() / 2);
    }
    assertThat(process.waitFor()).as(Files.readString(home.resolve("settler.log"))).isZero();

    assertThat(chain.escrow().batches().values()).noneMatch(Standing::isVoid);
    requireEven(12, taken(0).add(taken(1)));
  }

  private boolean isSettled(List<Work> works) throws IOException {
    try (Settler settler = settler()) {
      return settler.count(WorkState.SETTLED) == works.size();
    }
  }
}

package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.memory.MemoryCache;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a market says behind a cache is what it said a moment ago at most. */
class CachedMarketTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final TrialMarket market = new TrialMarket();
  private final TrialClock clock = new TrialClock();
  private final Cache cache = new MemoryCache(1 << 20);
  private final CachedMarket cached = new CachedMarket(market, cache, clock);

  @AfterEach
  void stop() {
    cache.close();
  }

  private Address enrol(String name) {
    Address account = ContributorKey.ofSeed(4, name).address();
    market.enrol(account, ContributorKey.ofSeed(4, "hot key of " + name));
    return account;
  }

  @Test
  void tellsOfANodeAsTheMarketDoes() throws IOException {
    Address first = enrol("first");
    assertThat(cached.nodes()).isEqualTo(market.nodes());
    assertThat(cached.hotKeys().ownerOf(ContributorKey.ofSeed(4, "hot key of first").address()))
        .hasValue(first);
    assertThat(cached.hotKeys().ownerOf(first)).isEmpty();
    assertThat(cached.domain()).isEqualTo(market.domain());
  }

  @Test
  void hearsOfANewNodeAfterAMoment() throws IOException {
    enrol("first");
    assertThat(cached.nodes()).hasSize(1);
    enrol("second");
    assertThat(cached.nodes()).hasSize(1);
    clock.pass(CachedMarket.FRESH.toSeconds());
    assertThat(cached.nodes()).hasSize(2);
  }

  @Test
  void sharesWhatItHeardAndBelievesNothingOld() throws IOException {
    enrol("first");
    cached.nodes();
    enrol("second");
    CachedMarket other = new CachedMarket(market, cache, clock);
    assertThat(other.nodes()).hasSize(1);
    clock.pass(CachedMarket.FRESH.toSeconds());
    assertThat(new CachedMarket(market, cache, clock).nodes()).hasSize(2);
  }

  @Test
  void believesNoValueThatIsNone() throws IOException {
    enrol("first");
    Address requester = ContributorKey.ofSeed(3, "requester").address();
    cache.put("nodes", new byte[] {1, 2}, LONG);
    cache.put("payer " + requester, "later".getBytes(StandardCharsets.UTF_8), LONG);
    assertThat(cached.nodes()).hasSize(1);
    assertThat(cached.mayPost(requester)).isTrue();
  }

  @Test
  void forgetsAPermissionAfterAMomentAndKeepsNoRefusal() throws IOException {
    Address account = ContributorKey.ofSeed(4, "first").address();
    assertThat(cached.mayPost(account)).isTrue();
    enrol("first");
    assertThat(cached.mayPost(account)).isTrue();
    clock.pass(CachedMarket.FRESH.toSeconds());
    assertThat(cached.mayPost(account)).isFalse();
  }

  @Test
  void asksForTheNewestBlockEachTime() throws IOException {
    assertThat(cached.newestBlock()).isEqualTo(10);
    assertThat(cached.blockAfter(10)).isEmpty();
    market.newest.set(11);
    assertThat(cached.newestBlock()).isEqualTo(11);
    assertThat(cached.blockAfter(10)).isEqualTo(market.blockAfter(10));
    assertThat(cached.blockAfter(10)).isEqualTo(market.blockAfter(10));
  }

  @Test
  void goesOnWithoutItsCache() throws IOException {
    enrol("first");
    CachedMarket alone = new CachedMarket(market, new Down(), clock);
    assertThat(alone.nodes()).hasSize(1);
    assertThat(alone.mayPost(ContributorKey.ofSeed(3, "requester").address())).isTrue();
    assertThat(alone.blockAfter(1)).isEqualTo(market.blockAfter(1));
  }

  /** A cache whose server is away. */
  private static final class Down implements Cache {
    private static MessagingException away() {
      return new MessagingException("CACHE-UNREACHABLE", "It is away");
    }

    @Override
    public Optional<byte[]> get(String key) throws MessagingException {
      throw away();
    }

    @Override
    public void put(String key, byte[] value, Duration timeToLive) throws MessagingException {
      throw away();
    }

    @Override
    public void remove(String key) throws MessagingException {
      throw away();
    }

    @Override
    public void close() {}
  }
}

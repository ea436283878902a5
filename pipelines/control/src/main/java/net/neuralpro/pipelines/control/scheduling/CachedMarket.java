package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.ReadThrough;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.Wei;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A market behind a cache that several schedulers may share. What can change is never older than
 * {@link #FRESH}, whatever the cache holds: each such value has the time at which the market said
 * it. What is final is kept for longer. A cache that is down costs time only.
 */
public final class CachedMarket implements Market {
  private static final Logger LOG = LoggerFactory.getLogger(CachedMarket.class);

  /** How old the nodes and the payers' permissions may be. */
  public static final Duration FRESH = Duration.ofSeconds(2);

  private static final Duration FINAL = Duration.ofMinutes(10);
  private static final String NODES = "nodes";

  private final Market market;
  private final Cache cache;
  private final InstantSource time;
  private final ReadThrough nodes;
  private final ReadThrough payers;
  private final ReadThrough owners;
  private final ReadThrough blocks;
  private Instant known = Instant.MIN;
  private SortedMap<Address, Node> last = new TreeMap<>();

  /** The nodes as the cache keeps them, at a time in milliseconds since 1970. */
  private record Listing(long time, List<Listed> nodes) {
    private Listing {
      nodes = List.copyOf(nodes);
    }
  }

  private record Listed(
      Address account, Address hotKey, Wei stake, Wei unbonding, long freeAt, long enrolled) {
    private static Listed of(Node node) {
      return new Listed(
          node.account(),
          node.hotKey(),
          new Wei(node.stake()),
          new Wei(node.unbonding()),
          node.freeAt(),
          node.enrolled());
    }

    private Node node() {
      return new Node(account, hotKey, stake.amount(), unbonding.amount(), freeAt, enrolled);
    }
  }

  /**
   * @param market which is asked for what the cache does not have
   * @param cache of this network alone; closed by whoever opened it
   */
  public CachedMarket(Market market, Cache cache, InstantSource time) {
    this.market = market;
    this.cache = cache;
    this.time = time;
    nodes = new ReadThrough(cache, key -> listing(), FRESH);
    payers = new ReadThrough(cache, this::permission, FRESH);
    owners = new ReadThrough(cache, this::owner, FINAL);
    blocks = new ReadThrough(cache, this::block, FINAL);
  }

  @Override
  public Domain domain() {
    return market.domain();
  }

  /** Neither too old, nor of a clock that is ahead by as much. */
  private boolean isFresh(Instant then) {
    return Duration.between(then, time.instant()).abs().compareTo(FRESH) < 0;
  }

  @Override
  public synchronized SortedMap<Address, Node> nodes() throws IOException {
    if (!known.equals(Instant.MIN) && isFresh(known)) {
      return last;
    }
    Listing listing = read(nodes.get(NODES).orElseThrow());
    if (!isFresh(Instant.ofEpochMilli(listing.time()))) {
      forget(NODES);
      listing = read(listing().orElseThrow());
    }
    SortedMap<Address, Node> all = new TreeMap<>();
    listing.nodes().forEach(node -> all.put(node.account(), node.node()));
    last = Collections.unmodifiableSortedMap(all);
    known = Instant.ofEpochMilli(listing.time());
    return last;
  }

  private Optional<byte[]> listing() throws IOException {
    long now = time.millis();
    return Optional.of(
        DagJson.write(new Listing(now, market.nodes().values().stream().map(Listed::of).toList())));
  }

  /** What is no listing is as good as an old one. */
  private static Listing read(byte[] bytes) {
    try {
      return DagJson.read(bytes, Listing.class);
    } catch (MalformedContentException e) {
      return new Listing(0, List.of());
    }
  }

  private void forget(String key) {
    try {
      cache.remove(key);
    } catch (MessagingException e) {
      LOG.debug("Cache: {}", e.getMessage());
    }
  }

  @Override
  public HotKeys hotKeys() {
    return hotKey ->
        owners
            .get("hot-key " + hotKey)
            .map(owner -> new Address(new String(owner, StandardCharsets.UTF_8)));
  }

  /** Once a key is a node's, it stays it. */
  private Optional<byte[]> owner(String key) throws IOException {
    return market
        .hotKeys()
        .ownerOf(new Address(lastWord(key)))
        .map(owner -> owner.text().getBytes(StandardCharsets.UTF_8));
  }

  private static String lastWord(String key) {
    return key.substring(key.lastIndexOf(' ') + 1);
  }

  @Override
  public boolean mayPost(Address requester) throws IOException {
    String key = "payer " + requester;
    Optional<byte[]> since = payers.get(key);
    if (since.isPresent() && !isFresh(Instant.ofEpochMilli(number(since.get())))) {
      forget(key);
      return market.mayPost(requester);
    }
    return since.isPresent();
  }

  private static long number(byte[] text) {
    try {
      return Long.parseLong(new String(text, StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** When the requester's permission was seen; a refusal is not kept, for it may end any time. */
  private Optional<byte[]> permission(String key) throws IOException {
    long now = time.millis();
    return market.mayPost(new Address(lastWord(key)))
        ? Optional.of(Long.toString(now).getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Always asked for: by an older block, a node could know a draw before it seals its result. */
  @Override
  public long newestBlock() throws IOException {
    return market.newestBlock();
  }

  @Override
  public Optional<FinalBlock> blockAfter(long number) throws IOException {
    Optional<byte[]> block = blocks.get("after " + number);
    return block.isPresent()
        ? Optional.of(DagJson.read(block.get(), FinalBlock.class))
        : Optional.empty();
  }

  private Optional<byte[]> block(String key) throws IOException {
    return market.blockAfter(Long.parseLong(lastWord(key))).map(DagJson::write);
  }
}

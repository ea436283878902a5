package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.contracts.NodeRegistry;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.schemas.recording.Address;

/**
 * The nodes that do tasks: {@code NodeRegistry}. A node is its owner's account; its hot key signs
 * for it and moves nothing. Amounts are in wei, 10^18 of which are one token.
 */
public final class Nodes implements HotKeys {
  /** The contract's name. */
  public static final String CONTRACT = "NodeRegistry";

  private final Chain chain;
  private final NodeRegistry registry;
  private final Token token;

  Nodes(Chain chain) {
    this.chain = chain;
    registry =
        NodeRegistry.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
    token = new Token(chain);
  }

  /**
   * A node as of a block.
   *
   * @param account its owner's
   * @param hotKey which signs for it
   * @param stake what is bonded
   * @param unbonding what leaves at {@code freeAt}; it is slashed too
   * @param freeAt seconds since 1970; 0 if nothing ever left
   * @param enrolled block of its enrolment
   */
  public record Node(
      Address account,
      Address hotKey,
      BigInteger stake,
      BigInteger unbonding,
      long freeAt,
      long enrolled) {
    private Node signedBy(Address other) {
      return new Node(account, other, stake, unbonding, freeAt, enrolled);
    }

    private Node having(BigInteger bonded, BigInteger leaving, long time) {
      return new Node(account, hotKey, bonded, leaving, time, enrolled);
    }

    /** Bonded stake goes first. */
    private Node slashed(BigInteger taken) {
      BigInteger bonded = taken.min(stake);
      return having(stake.subtract(bonded), unbonding.add(bonded).subtract(taken), freeAt);
    }
  }

  /**
   * Makes the account a node, once.
   *
   * @param hotKey which signs for it
   * @param stake what it bonds
   */
  public Place enrol(Address hotKey, BigInteger stake) throws IOException {
    Address account = chain.lane().address();
    if (!chain.lane().knows("enrol")) {
      for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.ENROLLED_EVENT)) {
        if (Address.parse(NodeRegistry.getEnrolledEventFromLog(Asked.log(event)).node)
            .equals(account)) {
          return Place.of(event);
        }
      }
    }
    return token.send("enrol", CONTRACT, registry.enrol(hotKey.text(), stake).encodeFunctionCall());
  }

  /**
   * Adds to the account's stake.
   *
   * @param addition a name for it among the account's: the same one is added once
   */
  public Place stake(String addition, BigInteger amount) throws IOException {
    return token.send("stake " + addition, CONTRACT, registry.stake(amount).encodeFunctionCall());
  }

  /** Lets another key sign for the account. If it does already, nothing changes. */
  public Place setHotKey(Address hotKey) throws IOException {
    List<ChainEvent> changes = new ArrayList<>();
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.HOTKEYCHANGED_EVENT)) {
      if (Address.parse(NodeRegistry.getHotKeyChangedEventFromLog(Asked.log(event)).node)
          .equals(chain.lane().address())) {
        changes.add(event);
      }
    }
    if (!changes.isEmpty()) {
      ChainEvent last = changes.get(changes.size() - 1);
      if (Address.parse(NodeRegistry.getHotKeyChangedEventFromLog(Asked.log(last)).hotKey)
          .equals(hotKey)) {
        return Place.of(last);
      }
    }
    return chain.send(
        "hot key %s after %d".formatted(hotKey, changes.size()),
        CONTRACT,
        registry.setHotKey(hotKey.text()).encodeFunctionCall());
  }

  /**
   * Asks for stake back, which is free after the registry's delay. It speaks for the node no more.
   *
   * @param request a name for it among the account's: the same one is asked for once
   */
  public Place beginUnbonding(String request, BigInteger amount) throws IOException {
    return chain.send(
        "unbond " + request, CONTRACT, registry.beginUnbonding(amount).encodeFunctionCall());
  }

  /** Takes out what is free. */
  public Place withdraw() throws IOException {
    long before =
        chain.told(CONTRACT, NodeRegistry.WITHDRAWN_EVENT).stream()
            .map(event -> NodeRegistry.getWithdrawnEventFromLog(Asked.log(event)))
            .filter(told -> Address.parse(told.node).equals(chain.lane().address()))
            .count();
    return chain.send(
        "withdraw stake after " + before, CONTRACT, registry.withdraw().encodeFunctionCall());
  }

  /** How long stake takes to leave, seconds. */
  public long unbondingDelay() throws IOException {
    return Asked.now(registry.UNBONDING_DELAY()).longValueExact();
  }

  /** All nodes by account, as of the last final block. */
  public SortedMap<Address, Node> all() throws IOException {
    return asOf(Long.MAX_VALUE);
  }

  /** All nodes by account as of a block, or of the last final one if that comes before. */
  public SortedMap<Address, Node> asOf(long block) throws IOException {
    SortedMap<Place, Change> changes = new TreeMap<>();
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.ENROLLED_EVENT)) {
      var told = NodeRegistry.getEnrolledEventFromLog(Asked.log(event));
      Address account = Address.parse(told.node);
      Node fresh =
          new Node(
              account,
              Address.parse(told.hotKey),
              BigInteger.ZERO,
              BigInteger.ZERO,
              0,
              event.block());
      changes.put(Place.of(event), nodes -> nodes.put(account, fresh));
    }
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.HOTKEYCHANGED_EVENT)) {
      var told = NodeRegistry.getHotKeyChangedEventFromLog(Asked.log(event));
      Address key = Address.parse(told.hotKey);
      changes.put(Place.of(event), of(told.node, node -> node.signedBy(key)));
    }
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.STAKED_EVENT)) {
      var told = NodeRegistry.getStakedEventFromLog(Asked.log(event));
      changes.put(
          Place.of(event),
          of(
              told.node,
              node -> node.having(node.stake().add(told.amount), node.unbonding(), node.freeAt())));
    }
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.UNBONDINGBEGUN_EVENT)) {
      var told = NodeRegistry.getUnbondingBegunEventFromLog(Asked.log(event));
      changes.put(
          Place.of(event),
          of(
              told.node,
              node ->
                  node.having(
                      node.stake().subtract(told.amount),
                      node.unbonding().add(told.amount),
                      told.freeAt.longValueExact())));
    }
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.WITHDRAWN_EVENT)) {
      var told = NodeRegistry.getWithdrawnEventFromLog(Asked.log(event));
      changes.put(
          Place.of(event),
          of(told.node, node -> node.having(node.stake(), BigInteger.ZERO, node.freeAt())));
    }
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.SLASHED_EVENT)) {
      var told = NodeRegistry.getSlashedEventFromLog(Asked.log(event));
      changes.put(Place.of(event), of(told.node, node -> node.slashed(told.taken)));
    }
    SortedMap<Address, Node> nodes = new TreeMap<>();
    changes.forEach(
        (place, change) -> {
          if (place.block() <= block) {
            change.apply(nodes);
          }
        });
    return Collections.unmodifiableSortedMap(nodes);
  }

  /** What an event does to what is known. */
  private interface Change {
    void apply(SortedMap<Address, Node> nodes);
  }

  private interface NodeChange {
    Node apply(Node node);
  }

  /** The first key is told before the enrolment, which tells it again. */
  private static Change of(String account, NodeChange change) {
    Address node = Address.parse(account);
    return nodes -> nodes.computeIfPresent(node, (key, before) -> change.apply(before));
  }

  /** A node as of the last final block. */
  public Optional<Node> find(Address account) throws IOException {
    return Optional.ofNullable(all().get(account));
  }

  /** The node whose hot key this is or ever was, as of the last final block. */
  @Override
  public Optional<Address> ownerOf(Address hotKey) throws IOException {
    return chain.told(CONTRACT, NodeRegistry.HOTKEYCHANGED_EVENT).stream()
        .map(event -> NodeRegistry.getHotKeyChangedEventFromLog(Asked.log(event)))
        .filter(told -> Address.parse(told.hotKey).equals(hotKey))
        .map(told -> Address.parse(told.node))
        .findFirst();
  }

  /** All keys that are or were hot keys, with their nodes: for whoever looks up many. */
  public HotKeys hotKeys() throws IOException {
    SortedMap<Address, Address> owners = new TreeMap<>();
    for (ChainEvent event : chain.told(CONTRACT, NodeRegistry.HOTKEYCHANGED_EVENT)) {
      var told = NodeRegistry.getHotKeyChangedEventFromLog(Asked.log(event));
      owners.put(Address.parse(told.hotKey), Address.parse(told.node));
    }
    return hotKey -> Optional.ofNullable(owners.get(hotKey));
  }

  /** What a node has bonded as of the newest block, which may go away yet. */
  public BigInteger stakeNow(Address account) throws IOException {
    return Asked.now(registry.stakeOf(account.text()));
  }
}

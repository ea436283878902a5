package net.neuralpro.connectors.chain.network;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.deployment.DeploymentCheck;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.connectors.chain.index.EventIndex;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Blocks;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.sending.KeySigner;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.connectors.chain.sending.Signer;
import net.neuralpro.schemas.recording.Address;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock;

/**
 * A chain with Neural's contracts on it, as one person uses it. Everything that is sent takes
 * effect once, however often it is asked for and whatever ends meanwhile; everything that is read
 * as a fact is final. Used by one thread at a time.
 */
public final class Chain implements Closeable {
  private final ChainSettings settings;
  private final Endpoints nodes;
  private final Web3j web3j;
  private final Blocks blocks;
  private final Deployment deployment;
  private final Optional<DevNetwork> development;
  private final Optional<Lane> lane;
  private final EventIndex events;

  private Chain(
      ChainSettings settings,
      Endpoints nodes,
      Finality finality,
      Deployment deployment,
      Optional<DevNetwork> development,
      Optional<Lane> lane)
      throws IOException {
    this.settings = settings;
    this.nodes = nodes;
    this.web3j = Web3j.build(nodes);
    this.blocks = new Blocks(nodes, finality);
    this.deployment = deployment;
    this.development = development;
    this.lane = lane;
    this.events =
        EventIndex.open(settings.folder().resolve("events.db"), nodes, finality, deployment);
  }

  /**
   * Reaches the chain of these settings. A development chain is started if it does not run, gets
   * the contracts if it has none, and gives whoever comes coins, tokens and roles.
   *
   * @param key whose transactions are sent, unless the settings name a signer; without one, the
   *     chain is only read
   */
  public static Chain open(ChainSettings settings, Optional<ContributorKey> key)
      throws IOException {
    if (settings instanceof ChainSettings.Embedded embedded) {
      DevNetwork network = DevNetwork.open(embedded.folder(), embedded.deployment());
      if (key.isPresent()) {
        network.welcome(key.get().address());
      }
      return open(
          settings,
          network.nodes(),
          Finality.AT_ONCE,
          network.deployment(),
          Optional.of(network),
          key.map(KeySigner::new));
    }
    ChainSettings.Network network = (ChainSettings.Network) settings;
    Deployment deployment = Deployment.read(network.deployment());
    if (deployment.chain() != network.chain()) {
      throw new ChainException(
          "CHAIN-OTHER",
          "%s is of chain %d, the settings are of %d"
              .formatted(network.deployment(), deployment.chain(), network.chain()));
    }
    return open(
        settings,
        new Endpoints(network.nodes(), network.chain()),
        network.finality(),
        deployment,
        Optional.empty(),
        key.isPresent() ? network.signerOr(key) : Optional.empty());
  }

  private static Chain open(
      ChainSettings settings,
      Endpoints nodes,
      Finality finality,
      Deployment deployment,
      Optional<DevNetwork> development,
      Optional<Signer> signer)
      throws IOException {
    Optional<Lane> lane = Optional.empty();
    if (signer.isPresent()) {
      lane =
          Optional.of(
              Lane.open(
                  nodes,
                  finality,
                  signer.get(),
                  settings.folder().resolve("outbox.db"),
                  Lane.Pace.of(nodes.chain())));
      lane.get().resume();
    }
    return new Chain(settings, nodes, finality, deployment, development, lane);
  }

  public ChainSettings settings() {
    return settings;
  }

  /** The chain's number. */
  public long number() {
    return nodes.chain();
  }

  public Endpoints endpoints() {
    return nodes;
  }

  public Deployment deployment() {
    return deployment;
  }

  /** The address of a contract. */
  public Address contract(String name) {
    return deployment.contract(name);
  }

  Web3j web3j() {
    return web3j;
  }

  /**
   * What the account sends.
   *
   * @throws IllegalStateException if the chain was opened without a key
   */
  public Lane lane() {
    return lane.orElseThrow(
        () -> new IllegalStateException("Cannot send to a chain that was opened without a key"));
  }

  /** The final events of all contracts; {@link EventIndex#update()} reads on. */
  public EventIndex events() {
    return events;
  }

  /** The last final block. */
  public FinalBlock finalBlock() throws IOException {
    return block(Math.max(0, blocks.last()));
  }

  /** The number of the newest block, which may go away yet. */
  public long newestBlock() throws IOException {
    return web3j.ethBlockNumber().send().getBlockNumber().longValueExact();
  }

  /** The time of a block, seconds since 1970. */
  public long time(long block) throws IOException {
    return block(block).time();
  }

  /** A block by its number, which is final if it is none after {@link #finalBlock()}. */
  public FinalBlock block(long number) throws IOException {
    EthBlock.Block block = block(web3j, number);
    return new FinalBlock(number, block.getHash(), block.getTimestamp().longValueExact());
  }

  private EthBlock.Block block(Web3j asked, long number) throws IOException {
    EthBlock.Block block =
        asked
            .ethGetBlockByNumber(DefaultBlockParameter.valueOf(BigInteger.valueOf(number)), false)
            .send()
            .getBlock();
    if (block == null) {
      throw new IOException("Cannot find block " + number + " of chain " + number());
    }
    return block;
  }

  /** What an account has of the chain's own coin, in wei, as of the newest block. */
  public BigInteger coins(Address account) throws IOException {
    return web3j
        .ethGetBalance(account.text(), DefaultBlockParameterName.LATEST)
        .send()
        .getBalance();
  }

  /** Whether the contracts are those of this program. */
  public List<DeploymentCheck.Found> checkContracts() throws IOException {
    return DeploymentCheck.of(web3j, deployment);
  }

  /**
   * What one of the nodes says.
   *
   * @param name the node, without what may be secret in its address
   * @param trouble why it does not agree with the others; empty if it does
   */
  public record NodeState(String name, String trouble) {
    /** Whether it is of the chain and has the last final block of all of them. */
    public boolean agrees() {
      return trouble.isEmpty();
    }
  }

  /** Asks each node for the last final block. */
  public List<NodeState> askEachNode() throws IOException {
    FinalBlock last = finalBlock();
    List<NodeState> states = new ArrayList<>();
    for (Endpoints node : nodes.each()) {
      String trouble = "";
      try {
        EthBlock.Block block = block(Web3j.build(node), last.number());
        trouble = block.getHash().equals(last.hash()) ? "" : "has another block " + last.number();
      } catch (IOException e) {
        trouble = String.valueOf(e.getMessage());
      }
      states.add(new NodeState(Endpoints.name(node.nodes().get(0)), trouble));
    }
    return states;
  }

  /** Who came first with which recordings, and who took one back. */
  public Contributions contributions() {
    return new Contributions(this);
  }

  /** The published versions of datasets. */
  public Datasets datasets() {
    return new Datasets(this);
  }

  /** What contributors are paid. */
  public Rewards rewards() {
    return new Rewards(this);
  }

  /** The nodes that do tasks, their stake and their keys. */
  public Nodes nodes() {
    return new Nodes(this);
  }

  /** What tasks pay, and to whom. */
  public Escrow escrow() {
    return new Escrow(this);
  }

  /** Tasks that several nodes do, and the rounds in which they do these. */
  public Committee committee() {
    return new Committee(this);
  }

  /** What is said against receipts, and who judges it. */
  public Disputes disputes() {
    return new Disputes(this);
  }

  /**
   * Lets time pass on a development chain.
   *
   * @throws ChainException CHAIN-OTHER on any other chain
   */
  public void advance(long seconds) throws IOException {
    development().advance(seconds);
  }

  private DevChain development() throws ChainException {
    return development
        .map(DevNetwork::chain)
        .orElseThrow(
            () ->
                new ChainException(
                    "CHAIN-OTHER",
                    "Cannot let time pass on chain %d: it is no development chain of one's own"
                        .formatted(number())));
  }

  /** Asks something of a contract, and waits until it is final. */
  Place send(String name, String contract, String data) throws IOException {
    return Place.of(lane().send(name, Optional.of(contract(contract).text()), data));
  }

  /** The final events of a type, in their order. */
  List<ChainEvent> told(String contract, Event event) throws IOException {
    events.update();
    return events.events(contract(contract), EventEncoder.encode(event));
  }

  @Override
  public void close() throws IOException {
    try (EventIndex opened = events) {
      if (lane.isPresent()) {
        lane.get().close();
      }
    }
  }
}

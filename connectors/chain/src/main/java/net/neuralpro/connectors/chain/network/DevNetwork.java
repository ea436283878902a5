package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.contracts.ContributionRegistry;
import net.neuralpro.connectors.chain.contracts.NeuralToken;
import net.neuralpro.connectors.chain.contracts.NodeRegistry;
import net.neuralpro.connectors.chain.contracts.RewardDistributor;
import net.neuralpro.connectors.chain.contracts.TaskEscrow;
import net.neuralpro.connectors.chain.deployment.Deployer;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.deployment.DeploymentCheck;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.sending.KeySigner;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;

/**
 * The development chain of a workspace with the contracts on it. Its administrator's key is known
 * to everybody: nothing on it is worth anything.
 */
final class DevNetwork {
  private static final ContributorKey ADMIN =
      ContributorKey.ofSeed(DevChain.CHAIN, "administrator");

  /** What each account has at least for gas, in wei of the chain's coin. */
  private static final BigInteger COINS = BigInteger.TEN.pow(21);

  private static final BigInteger LEAST_COINS = BigInteger.TEN.pow(20);

  /** What each account is given of the token, in wei: a million. */
  private static final BigInteger TOKENS = BigInteger.TEN.pow(24);

  private static final List<String> REWARD_ROLES =
      List.of("POSTER_ROLE", "ARBITER_ROLE", "PAUSER_ROLE");
  private static final String REGISTRAR_ROLE = "REGISTRAR_ROLE";
  private static final String SLASHER_ROLE = "SLASHER_ROLE";
  private static final String COMMITTEE_ROLE = "COMMITTEE_ROLE";

  private final Path folder;
  private final DevChain chain;
  private final Endpoints nodes;
  private final Deployment deployment;

  private DevNetwork(Path folder, DevChain chain, Endpoints nodes, Deployment deployment) {
    this.folder = folder;
    this.chain = chain;
    this.nodes = nodes;
    this.deployment = deployment;
  }

  /** The chain of this folder, started and with the contracts of this program. */
  static DevNetwork open(Path folder, Path deployment) throws IOException {
    DevChain chain = DevChain.start(folder, DevChain.Mining.EACH_SECOND);
    Endpoints nodes = Endpoints.own(chain.node(), DevChain.CHAIN);
    Deployment made = deployment(folder, chain, nodes, deployment);
    chain.mine(DevChain.Mining.EACH_SECOND);
    return new DevNetwork(folder, chain, nodes, made);
  }

  private static synchronized Deployment deployment(
      Path folder, DevChain chain, Endpoints nodes, Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("deployment.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Optional<Deployment> known = known(nodes, file);
      if (known.isPresent()) {
        return known.get();
      }
      fund(chain, nodes, ADMIN.address());
      Terms terms = Terms.development(ADMIN.address(), Genesis.of(folder, Web3j.build(nodes)));
      Deployment made;
      try (Lane lane = lane(folder, nodes)) {
        made =
            chain.atOnce(
                () -> {
                  Deployment deployed = Deployer.deploy(lane, DevChain.CHAIN, terms);
                  appoint(lane, Web3j.build(nodes), deployed);
                  return deployed;
                });
      }
      made.write(file);
      return made;
    }
  }

  /** Lets the committee slash nodes and pay from what requesters let it reserve. */
  private static void appoint(Lane lane, Web3j web3j, Deployment deployment) throws IOException {
    Address committee = deployment.contract("TaskCommittee");
    String registry = deployment.contract("NodeRegistry").text();
    lane.send(
        name(committee, registry, SLASHER_ROLE),
        Optional.of(registry),
        NodeRegistry.load(registry, web3j, Asked.by(web3j), Asked.FREE)
            .grantRole(role(SLASHER_ROLE), committee.text())
            .encodeFunctionCall());
    String escrow = deployment.contract("TaskEscrow").text();
    lane.send(
        name(committee, escrow, COMMITTEE_ROLE),
        Optional.of(escrow),
        TaskEscrow.load(escrow, web3j, Asked.by(web3j), Asked.FREE)
            .grantRole(role(COMMITTEE_ROLE), committee.text())
            .encodeFunctionCall());
  }

  private static Optional<Deployment> known(Endpoints nodes, Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Deployment deployment = Deployment.read(file);
      DeploymentCheck.require(Web3j.build(nodes), deployment);
      return Optional.of(deployment);
    } catch (ChainException e) {
      if (e.rule().equals("CHAIN-UNDEPLOYED") || e.rule().equals("CHAIN-CODE")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Lane lane(Path folder, Endpoints nodes) throws IOException {
    return Lane.open(
        nodes,
        Finality.AT_ONCE,
        new KeySigner(ADMIN),
        folder.resolve("outbox.db"),
        Lane.Pace.QUICK);
  }

  private static void fund(DevChain chain, Endpoints nodes, Address account) throws IOException {
    BigInteger has =
        Web3j.build(nodes)
            .ethGetBalance(account.text(), DefaultBlockParameterName.LATEST)
            .send()
            .getBalance();
    if (has.compareTo(LEAST_COINS) < 0) {
      chain.fund(account, COINS);
    }
  }

  DevChain chain() {
    return chain;
  }

  Endpoints nodes() {
    return nodes;
  }

  Deployment deployment() {
    return deployment;
  }

  /** Gives an account coins, and once tokens and every role. */
  void welcome(Address account) throws IOException {
    fund(chain, nodes, account);
    String done = "welcome %s to %s".formatted(account, deployment.contract("NeuralToken"));
    try (Lane lane = lane(folder, nodes)) {
      if (!lane.finished(done)) {
        chain.atOnce(() -> welcome(lane, account, done));
      }
    }
  }

  private Lane.Included welcome(Lane lane, Address account, String done) throws IOException {
    Web3j web3j = Web3j.build(nodes);
    String registry = deployment.contract("ContributionRegistry").text();
    lane.send(
        name(account, registry, REGISTRAR_ROLE),
        Optional.of(registry),
        ContributionRegistry.load(registry, web3j, Asked.by(web3j), Asked.FREE)
            .grantRole(role(REGISTRAR_ROLE), account.text())
            .encodeFunctionCall());
    String distributor = deployment.contract("RewardDistributor").text();
    for (String role : REWARD_ROLES) {
      lane.send(
          name(account, distributor, role),
          Optional.of(distributor),
          RewardDistributor.load(distributor, web3j, Asked.by(web3j), Asked.FREE)
              .grantRole(role(role), account.text())
              .encodeFunctionCall());
    }
    String token = deployment.contract("NeuralToken").text();
    return lane.send(
        done,
        Optional.of(token),
        NeuralToken.load(token, web3j, Asked.by(web3j), Asked.FREE)
            .transfer(account.text(), TOKENS)
            .encodeFunctionCall());
  }

  private static String name(Address account, String contract, String gift) {
    return "give %s of %s to %s".formatted(gift, contract, account);
  }

  private static byte[] role(String name) {
    return Hash.sha3(name.getBytes(StandardCharsets.US_ASCII));
  }
}

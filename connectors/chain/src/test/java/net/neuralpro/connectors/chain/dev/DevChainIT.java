package net.neuralpro.connectors.chain.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.deployment.Deployer;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.deployment.DeploymentCheck;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.index.EventIndex;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.sending.KeySigner;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Hash;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;

class DevChainIT {
  private static final BigInteger FUNDS = BigInteger.TEN.pow(20);
  private static final String EVENT = Hash.sha3String("Happened()");
  // Makes a contract that tells EVENT whenever it is called.
  private static final String TELLER = teller();

  private final ContributorKey key = ContributorKey.ofSeed(5, "sender");
  @TempDir private Path folder;
  private DevChain chain;

  private static String teller() {
    String code = "7f" + EVENT.substring(2) + "60006000a100";
    return "0x6026600c60003960266000f3" + code.replace("60006000a100", "5f5fa100");
  }

  @BeforeEach
  void start() throws IOException {
    chain = DevChain.start(folder.resolve("chain"), DevChain.Mining.EACH_SECOND);
    chain.fund(key.address(), FUNDS);
  }

  @AfterEach
  void stop() throws IOException {
    chain.stop();
  }

  private Endpoints nodes() {
    return new Endpoints(List.of(chain.node()), DevChain.CHAIN);
  }

  private Web3j web3j() {
    return Web3j.build(nodes());
  }

  private Lane lane() throws IOException {
    return Lane.open(
        nodes(),
        Finality.AT_ONCE,
        new KeySigner(key),
        folder.resolve("outbox.db"),
        Lane.Pace.QUICK);
  }

  private BigInteger sent() throws IOException {
    return web3j()
        .ethGetTransactionCount(key.address().text(), DefaultBlockParameterName.LATEST)
        .send()
        .getTransactionCount();
  }

  private void kill() throws Exception {
    String process = Files.readString(folder.resolve("chain/process")).split(" ")[0];
    ProcessHandle handle = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().get(10, TimeUnit.SECONDS);
  }

  private void restart() throws IOException {
    chain = DevChain.start(folder.resolve("chain"), DevChain.Mining.EACH_SECOND);
  }

  private EventIndex index(String contract) throws IOException {
    TreeMap<String, Address> contracts = new TreeMap<>();
    Deployment.CONTRACTS.forEach(name -> contracts.put(name, Address.parse(contract)));
    return EventIndex.open(
        folder.resolve("events.db"),
        nodes(),
        Finality.AT_ONCE,
        new Deployment(DevChain.CHAIN, 0, contracts));
  }

  @Test
  void isSharedByWhoeverUsesTheFolder() throws IOException {
    DevChain other = DevChain.start(folder.resolve("chain"), DevChain.Mining.EACH_SECOND);

    assertThat(other.node()).isEqualTo(chain.node());
  }

  @Test
  void sendsOnceWhatHasOneName() throws IOException {
    try (Lane lane = lane()) {
      Lane.Included first = lane.send("make", Optional.empty(), TELLER);
      Lane.Included second = lane.send("make", Optional.empty(), TELLER);

      assertThat(second).isEqualTo(first);
      assertThat(sent()).isEqualTo(BigInteger.ONE);
    }
  }

  @Test
  void goesOnAfterTheChainWasKilled() throws Exception {
    try (Lane lane = lane()) {
      lane.send("make", Optional.empty(), TELLER);
    }
    kill();
    restart();
    try (Lane lane = lane()) {
      lane.send("make", Optional.empty(), TELLER);
      lane.send("make another", Optional.empty(), TELLER);
    }

    assertThat(sent()).isEqualTo(BigInteger.TWO);
  }

  @Test
  void makesNoBlockOlderThanThoseBeforeItsEnd() throws Exception {
    chain.advance(3600);
    BigInteger before = time();
    chain.stop();
    restart();
    chain.advance(1);

    assertThat(time()).isGreaterThan(before);
  }

  private BigInteger time() throws IOException {
    return web3j()
        .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
        .send()
        .getBlock()
        .getTimestamp();
  }

  @Test
  void sendsAgainWhatTheChainLost() throws Exception {
    chain.order("evm_snapshot");
    try (Lane lane = lane()) {
      lane.send("make", Optional.empty(), TELLER);
      chain.order("evm_revert", "0x0");
      assertThat(sent()).isEqualTo(BigInteger.ZERO);
      lane.send("make another", Optional.empty(), TELLER);
    }

    assertThat(sent()).isEqualTo(BigInteger.TWO);
  }

  @Test
  void keepsEachEventOnce() throws Exception {
    String contract;
    try (Lane lane = lane()) {
      contract = lane.send("make", Optional.empty(), TELLER).made().orElseThrow().text();
      lane.send("first", Optional.of(contract), "0x");
      try (EventIndex index = index(contract)) {
        index.update();
      }
      lane.send("second", Optional.of(contract), "0x");
    }
    try (EventIndex index = index(contract)) {
      index.update();
      index.update();

      assertThat(index.events(Address.parse(contract), EVENT)).hasSize(2).isSorted();
    }
  }

  @Test
  void deploysAllContractsOnce() throws IOException {
    Terms terms = Terms.development(key.address(), 1);
    try (Lane lane = lane()) {
      Deployment first = Deployer.deploy(lane, DevChain.CHAIN, terms);
      Deployment second = Deployer.deploy(lane, DevChain.CHAIN, terms);

      assertThat(second).isEqualTo(first);
      assertThat(sent()).isEqualTo(BigInteger.valueOf(Deployment.CONTRACTS.size()));
      assertThat(DeploymentCheck.of(web3j(), first))
          .extracting(DeploymentCheck.Found::state)
          .hasSize(Deployment.CONTRACTS.size())
          .containsOnly(DeploymentCheck.State.GENUINE);
    }
  }

  @Test
  void refusesANodeOfAnotherChain() {
    Web3j other = Web3j.build(new Endpoints(List.of(chain.node()), 1));

    assertThatThrownBy(() -> other.ethBlockNumber().send())
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("is a node of chain 31337, not of 1");
  }
}

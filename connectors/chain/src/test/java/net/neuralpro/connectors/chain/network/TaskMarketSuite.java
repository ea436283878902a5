package net.neuralpro.connectors.chain.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.contracts.NeuralToken;
import net.neuralpro.connectors.chain.contracts.NodeRegistry;
import net.neuralpro.connectors.chain.contracts.TaskEscrow;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.sending.TestNode;
import net.neuralpro.connectors.chain.settlement.OwnSettlement;
import net.neuralpro.connectors.chain.settlement.Settler;
import net.neuralpro.connectors.chain.settlement.WorkState;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.BatchList;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.PlaceRequest;
import net.neuralpro.connectors.chain.tasks.Shown;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.connectors.chain.tasks.Works;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.Digest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Hash;

/** The market of tasks on any kind of node; its windows are a few seconds long. */
abstract class TaskMarketSuite {
  private static final ContributorKey ADMIN = Works.REQUESTER;
  private static final ContributorKey NODE = ContributorKey.ofSeed(6, "node");
  private static final ContributorKey HOT_KEY = ContributorKey.ofSeed(6, "hot key");
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  @TempDir Path folder;
  private TestNode running;
  private Chain chain;

  abstract TestNode node(Path home) throws IOException;

  private static Terms terms(long genesis) {
    Terms usual = Terms.development(ADMIN.address(), genesis);
    return new Terms(
        usual.admin(),
        usual.treasury(),
        usual.supply(),
        usual.rewards(),
        new Terms.Tasks(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(201),
            Duration.ofMinutes(20),
            TOKEN,
            TOKEN),
        usual.judges());
  }

  private Chain open(ContributorKey key) throws IOException {
    return Chain.open(
        new ChainSettings.Network(
            folder.resolve(key.address().text()),
            running.chain(),
            List.of(running.address()),
            Finality.AT_ONCE,
            folder.resolve("network.json"),
            Optional.empty()),
        Optional.of(key));
  }

  @BeforeEach
  void start() throws Exception {
    running = node(folder.resolve("node"));
    for (ContributorKey key : List.of(ADMIN, NODE, HOT_KEY)) {
      running.fund(key.address());
    }
    ChainSettings.Network settings =
        new ChainSettings.Network(
            folder.resolve(ADMIN.address().text()),
            running.chain(),
            List.of(running.address()),
            Finality.AT_ONCE,
            folder.resolve("network.json"),
            Optional.empty());
    new NetworkDeployment(settings, ADMIN).deploy(Optional.of(1L), TaskMarketSuite::terms);
    chain = open(ADMIN);
    chain.send(
        "tokens for the node",
        "NeuralToken",
        NeuralToken.load(
                chain.contract("NeuralToken").text(),
                chain.web3j(),
                Asked.by(chain.web3j()),
                Asked.FREE)
            .transfer(NODE.address().text(), TOKEN.multiply(BigInteger.valueOf(200_000)))
            .encodeFunctionCall());
  }

  @AfterEach
  void stop() throws Exception {
    chain.close();
    running.close();
  }

  private List<Work> works(int count) throws IOException {
    long deadline = chain.finalBlock().time() + 60;
    List<Work> works = new ArrayList<>();
    for (int nonce = 0; nonce < count; nonce++) {
      works.add(Works.work(chain.escrow().domain(), NODE.address(), HOT_KEY, nonce, deadline));
    }
    return works;
  }

  @Test
  void hashesWhatTheContractHashes() throws IOException {
    TaskEscrow contract =
        TaskEscrow.load(
            chain.contract(Escrow.CONTRACT).text(),
            chain.web3j(),
            Asked.by(chain.web3j()),
            Asked.FREE);
    assertThat(Asked.digest(contract.domainSeparator()))
        .isEqualTo(chain.escrow().domain().separator());
    Batch batch = Batch.of(works(5));
    for (int index = 0; index < 5; index++) {
      Work work = batch.works().get(index);
      Shown shown = batch.shown(index);
      assertThat(Asked.digest(contract.hashAssignment(Structures.of(work.promised().assignment()))))
          .isEqualTo(work.promised().assignment().hash());
      assertThat(Asked.digest(contract.hashReceipt(Structures.of(work.done().receipt()))))
          .isEqualTo(work.done().receipt().hash());
      assertThat(
              Asked.digest(
                  contract.hashLeaf(BigInteger.valueOf(index), Structures.of(shown.leaf()))))
          .isEqualTo(shown.leaf().hash(index));
    }
    assertThat(
            Asked.digest(
                contract.taskId(
                    ADMIN.address().text(), Works.digest("derivation").bytes(), BigInteger.TWO)))
        .isEqualTo(Works.task(2).digest());
  }

  @Test
  void paysWhatWasPostedAskedAboutAndShown() throws IOException {
    Escrow escrow = chain.escrow();
    MemoryBlockStore store = new MemoryBlockStore();
    try (Chain node = open(NODE)) {
      node.nodes().enrol(HOT_KEY.address(), TOKEN);
      assertThat(node.nodes().enrol(HOT_KEY.address(), TOKEN))
          .isEqualTo(node.nodes().enrol(HOT_KEY.address(), TOKEN));
      escrow.deposit("first", TOKEN.multiply(BigInteger.TEN));
      escrow.deposit("first", TOKEN.multiply(BigInteger.TEN));
      assertThat(escrow.balance(ADMIN.address())).isEqualTo(TOKEN.multiply(BigInteger.TEN));
      Batch batch = Batch.of(works(5));
      long number = escrow.post(batch, BatchList.publish(batch, store));
      assertThat(escrow.post(batch, BatchList.publish(batch, store))).isEqualTo(number);
      node.escrow().demand(number, 4);
      assertThat(escrow.batch(number).orElseThrow().demands()).containsOnlyKeys(4);
      escrow.answer(number, batch, 4);
      Work alone =
          Works.work(
              escrow.domain(),
              NODE.address(),
              NODE,
              9,
              works(1).get(0).promised().assignment().deadline());
      node.escrow().deposit("bond", TOKEN);
      long single = node.escrow().settleOwn(alone);
      assertThat(escrow.settledAlone(alone)).contains(single);
      finalise(number);
      finalise(single);
      node.escrow().claim(number, batch.range(NODE.address()).orElseThrow());
      node.escrow().claim(number, batch.range(NODE.address()).orElseThrow());
      node.escrow().claim(single, Batch.of(List.of(alone)).range(NODE.address()).orElseThrow());

      assertThat(escrow.claims())
          .extracting(Escrow.Claim::amount)
          .containsExactly(Works.PRICE.multiply(BigInteger.valueOf(5)), Works.PRICE);
      assertThat(escrow.batches().values()).allMatch(Standing::isFinal);
      assertThat(escrow.balance(ADMIN.address()))
          .isEqualTo(
              TOKEN.multiply(BigInteger.TEN).subtract(Works.PRICE.multiply(BigInteger.valueOf(6))));
    }
  }

  @Test
  void settlesAndPaysByItself() throws IOException {
    MemoryBlockStore store = new MemoryBlockStore();
    chain.escrow().deposit("all", TOKEN.multiply(BigInteger.TEN));
    try (Chain node = open(NODE);
        Settler settler =
            Settler.open(chain, store, folder.resolve("settler.db"), new Settler.Policy(4, 1, 0));
        OwnSettlement own = OwnSettlement.open(node, store, folder.resolve("own.db"))) {
      node.nodes().enrol(HOT_KEY.address(), TOKEN);
      long deadline = chain.finalBlock().time();
      for (int nonce = 0; nonce < 6; nonce++) {
        Work work = Works.work(chain.escrow().domain(), NODE.address(), HOT_KEY, nonce, deadline);
        settler.add(work);
        own.add(work);
      }
      settler.step();
      node.escrow().demand(1, 2);
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> {
                settler.step();
                own.step();
                return settler.count(WorkState.SETTLED) == 6;
              });
      own.earnings().claim();

      assertThat(own.earnings().taken()).isEqualTo(Works.PRICE.multiply(BigInteger.valueOf(6)));
      assertThat(own.earnings().due()).isEmpty();
      assertThat(chain.escrow().batches().values()).hasSize(2).allMatch(Standing::isFinal);
    }
  }

  /** Makes a batch payable as soon as the time to ask is over. */
  private void finalise(long number) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(ChainException.class)
        .until(() -> chain.escrow().finalise(number), place -> true);
  }

  @Test
  void knowsItsNodesAsOfABlock() throws IOException {
    try (Chain node = open(NODE)) {
      Nodes nodes = node.nodes();
      Place enrolled = nodes.enrol(NODE.address(), TOKEN.multiply(BigInteger.TEN));
      nodes.stake("more", TOKEN);
      nodes.stake("more", TOKEN);
      nodes.setHotKey(HOT_KEY.address());
      nodes.setHotKey(HOT_KEY.address());
      nodes.beginUnbonding("some", TOKEN);

      Nodes.Node now = chain.nodes().find(NODE.address()).orElseThrow();
      assertThat(now.stake()).isEqualTo(TOKEN.multiply(BigInteger.TEN));
      assertThat(now.stake()).isEqualTo(chain.nodes().stakeNow(NODE.address()));
      assertThat(now.unbonding()).isEqualTo(TOKEN);
      assertThat(now.freeAt()).isGreaterThan(chain.finalBlock().time());
      assertThat(now.hotKey()).isEqualTo(HOT_KEY.address());
      Nodes.Node then = chain.nodes().asOf(enrolled.block()).get(NODE.address());
      assertThat(then.hotKey()).isEqualTo(NODE.address());
      assertThat(then.stake()).isEqualTo(TOKEN.multiply(BigInteger.TEN));
      assertThat(then.enrolled()).isEqualTo(enrolled.block());
      assertThat(chain.nodes().asOf(enrolled.block() - 1)).isEmpty();
      assertThat(chain.nodes().ownerOf(NODE.address())).contains(NODE.address());
      assertThat(chain.nodes().ownerOf(HOT_KEY.address())).contains(NODE.address());
      assertThat(chain.nodes().hotKeys().ownerOf(ADMIN.address())).isEmpty();
    }
  }

  @Test
  void doesATaskInARound() throws IOException {
    Digest derivation = Works.digest("derivation");
    grant();
    try (Chain node = open(NODE)) {
      node.nodes().enrol(HOT_KEY.address(), TOKEN.multiply(BigInteger.valueOf(100_000)));
      chain.escrow().deposit("first", TOKEN);
      chain.escrow().allowPoster(chain.contract(Committee.CONTRACT));
      Committee.Opened opened =
          chain
              .committee()
              .open(
                  derivation, BigInteger.ONE, Works.PRICE, 1, 1, new Committee.Periods(20, 10, 10));
      assertThat(opened.task()).isEqualTo(TaskId.of(ADMIN.address(), derivation, BigInteger.ONE));
      await(opened, round -> running(round.seedBlock() + 1));
      PlaceRequest request =
          new PlaceRequest(opened.round(), NODE.address(), chain.finalBlock().time() + 600);
      chain.committee().enterFor(opened, request, request.sign(domain(), HOT_KEY));
      assertThat(chain.committee().round(opened.round()).members()).containsExactly(NODE.address());
      Answer answer =
          new Answer(
              opened.round(),
              NODE.address(),
              Works.digest("keyed"),
              Works.digest("output"),
              Works.digest("salt"));
      await(opened, round -> time(round.drawUntil()));
      long deadline = chain.finalBlock().time() + 600;
      chain
          .committee()
          .commitFor(
              answer.round(),
              answer.node(),
              answer.seal(),
              deadline,
              answer.signSeal(domain(), deadline, HOT_KEY));
      await(opened, round -> time(round.commitUntil()));
      chain.committee().reveal(answer);
      await(opened, round -> time(round.revealUntil()));

      assertThat(chain.committee().close(opened.task()).output()).contains(Works.digest("output"));
      assertThat(chain.escrow().balance(ADMIN.address())).isEqualTo(TOKEN.subtract(Works.PRICE));
      assertThat(chain.committee().bound(NODE.address())).isZero();
      node.disputes().stand();
      node.disputes().stand();
      assertThat(chain.disputes().ready()).containsExactly(NODE.address());
      node.disputes().resign();
      assertThat(chain.disputes().ready()).isEmpty();
    }
  }

  private Domain domain() {
    return chain.committee().domain();
  }

  private boolean running(long block) throws IOException {
    return chain.finalBlock().number() >= block;
  }

  private boolean time(long seconds) throws IOException {
    return chain.finalBlock().time() >= seconds;
  }

  private interface Condition {
    boolean holds(Committee.Round round) throws IOException;
  }

  private void await(Committee.Opened opened, Condition condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> condition.holds(chain.committee().round(opened.round())));
  }

  /** Gives the committee what it needs. */
  private void grant() throws IOException {
    String committee = chain.contract(Committee.CONTRACT).text();
    chain.send(
        "slasher",
        Nodes.CONTRACT,
        NodeRegistry.load(
                chain.contract(Nodes.CONTRACT).text(),
                chain.web3j(),
                Asked.by(chain.web3j()),
                Asked.FREE)
            .grantRole(Hash.sha3("SLASHER_ROLE".getBytes(StandardCharsets.US_ASCII)), committee)
            .encodeFunctionCall());
    chain.send(
        "committee",
        Escrow.CONTRACT,
        TaskEscrow.load(
                chain.contract(Escrow.CONTRACT).text(),
                chain.web3j(),
                Asked.by(chain.web3j()),
                Asked.FREE)
            .grantRole(Hash.sha3("COMMITTEE_ROLE".getBytes(StandardCharsets.US_ASCII)), committee)
            .encodeFunctionCall());
  }
}

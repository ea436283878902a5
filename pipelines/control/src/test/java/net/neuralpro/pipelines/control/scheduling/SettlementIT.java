package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.settlement.Settler;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.messaging.MessagingSettings;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.api.NetworkScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real chain, nodes are paid once for what they did. */
class SettlementIT {
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final ContributorKey POSTER = ContributorKey.ofSeed(7, "poster");

  @TempDir private Path home;
  private Chain read;
  private Chain post;

  @BeforeEach
  void start() throws IOException {
    read = Chain.open(ChainSettings.embedded(home), Optional.empty());
    post = open(POSTER);
  }

  @AfterEach
  void stop() throws IOException {
    read.close();
    post.close();
    DevChain.running(home.resolve("chain/dev")).orElseThrow().stop();
  }

  private Chain open(ContributorKey key) throws IOException {
    return Chain.open(ChainSettings.embedded(home), Optional.of(key));
  }

  private NetworkScheduler scheduler(int port) throws IOException {
    return NetworkScheduler.start(
        new Workspace(home),
        read,
        post,
        MessagingSettings.inProcess(),
        new NetworkScheduler.Settings(
            "trial",
            new InetSocketAddress("127.0.0.1", port),
            Optional.empty(),
            Bounds.USUAL,
            new Settler.Policy(Batch.MOST, 1, 0),
            Optional.empty()),
        Clock.systemUTC());
  }

  @Test
  void paysANodeOnceAcrossARestart() throws Exception {
    ContributorKey account = ContributorKey.ofSeed(4, "node");
    ContributorKey hotKey = ContributorKey.ofSeed(4, "hot key of node");
    ContributorKey payer = ContributorKey.ofSeed(3, "requester");
    try (Chain chain = open(account)) {
      chain.nodes().enrol(hotKey.address(), TOKEN.multiply(BigInteger.valueOf(1000)));
    }
    try (Chain chain = open(payer)) {
      chain.escrow().deposit("first", TOKEN);
      chain.escrow().allowPoster(POSTER.address());
    }
    BigInteger before = read.escrow().balance(payer.address());
    int port;
    try (NetworkScheduler scheduler = scheduler(0)) {
      port = scheduler.network().scheduler().getPort();
      TrialWorld world =
          new TrialWorld(
              scheduler.network().scheduler(), read.escrow().domain(), Clock.systemUTC());
      TrialRequester requester = new TrialRequester(world, "requester");
      TrialNode node = new TrialNode(world, "node");
      Submission task = requester.task(1, SchedulerTrial.SPARING);
      requester.send(task);
      CompletableFuture<List<Order>> claim = node.claim(1);
      requester.promise(List.of(task));
      node.perform(TrialNode.await(claim).get(0));
      assertThat(requester.events()).singleElement().isInstanceOf(Event.Finished.class);
    }
    try (NetworkScheduler again = scheduler(port);
        Chain chain = Chain.open(ChainSettings.embedded(home), Optional.empty())) {
      assertThat(again.network().poster()).isEqualTo(POSTER.address());
      for (int wait = 0; wait < 60 && !isPaid(chain); wait++) {
        chain.advance(chain.escrow().terms().challenge() / 4);
      }
      assertThat(chain.escrow().batches().values())
          .singleElement()
          .matches(Standing::isFinal)
          .extracting(Standing::total)
          .isEqualTo(TrialRequester.PRICE.amount());
      assertThat(chain.escrow().balance(payer.address()))
          .isEqualTo(before.subtract(TrialRequester.PRICE.amount()));
    }
  }

  private static boolean isPaid(Chain chain) throws IOException, InterruptedException {
    long block = chain.newestBlock();
    while (chain.newestBlock() < block + 6) {
      Thread.onSpinWait();
    }
    return chain.escrow().batches().values().stream().anyMatch(Standing::isFinal);
  }
}

package net.neuralpro.pipelines.control.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.pipelines.control.scheduling.SchedulerTrial;
import net.neuralpro.pipelines.control.scheduling.TrialNode;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import net.neuralpro.pipelines.control.scheduling.TrialRequester;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A requester and a scheduler understand each other. */
class RequesterSessionTest {
  private record Nothing(int number) {}

  @Test
  void sendsATaskToASchedulerAndHearsOfItsEnd(@TempDir Path home) throws Exception {
    MemoryBlockStore store = new MemoryBlockStore();
    Block input = Block.of(Multicodec.RAW, "input".getBytes(StandardCharsets.UTF_8));
    store.put(input);
    Derivation derivation =
        new Derivation(
            "echo",
            TrialRequester.VERSION,
            DagJson.tree(new Nothing(1)),
            new TreeMap<>(Map.of("input", input.cid())));
    store.put(derivation.block());
    store.put(DagJson.block(SchedulerTrial.SPARING.form()));
    ContributorKey key = ContributorKey.ofSeed(3, "requester");
    try (SchedulerTrial trial = new SchedulerTrial(home)) {
      NetworkDescription network = trial.network();
      Bid bid =
          new Bid(
              TrialRequester.PRICE,
              Duration.ofMinutes(10),
              SchedulerTrial.SPARING,
              5,
              TrialRequester.LIMITS);
      RequesterCalls calls = new HttpRequesterCalls(network, key);
      TrialNode node = trial.node("node");
      try (RequesterSession session =
          new RequesterSession(
              calls,
              store,
              key,
              new Domain(network.deployment().chain(), network.deployment().contract("TaskEscrow")),
              bid,
              new NodeAdmission(any -> TrialRequester.PRICE.amount(), Rate.ALWAYS),
              Duration.ofMinutes(1),
              Clock.systemUTC())) {
        session.start();
        CompletableFuture<List<Order>> claim = node.claim(1);
        CompletableFuture<Made> made =
            claim.thenApplyAsync(
                orders -> {
                  try {
                    Made done = node.perform(orders.get(0));
                    trial.pass(1);
                    return done;
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        Event end =
            session.end(
                derivation,
                Digest.of(ByteBuffer.allocate(Digest.LENGTH).array()),
                Optional.empty());
        assertThat(end)
            .isInstanceOfSatisfying(
                Event.Finished.class,
                finished -> {
                  assertThat(finished.node()).isEqualTo(node.account());
                  assertThat(finished.outcome()).isEqualTo(made.join().outcome());
                });
        assertThat(calls.block(end.task(), made.join().outcome())).isPresent();
      }
    }
  }
}

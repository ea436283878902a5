package net.neuralpro.pipelines.control.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.pipelines.control.scheduling.Bounds;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A requester and a scheduler understand each other. */
class RequesterSessionTest {
  private record Nothing(int number) {}

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final ContributorKey key = ContributorKey.ofSeed(3, "requester");
  @TempDir private Path home;
  private SchedulerTrial trial;
  private TrialNode node;
  private RequesterCalls calls;
  private RequesterSession session;

  @BeforeEach
  void start() throws IOException {
    store.put(DagJson.block(SchedulerTrial.SPARING.form()));
    trial = new SchedulerTrial(home);
    node = trial.node("node");
    NetworkDescription network = trial.network();
    calls = new HttpRequesterCalls(network, key);
    Bid bid =
        new Bid(
            TrialRequester.PRICE,
            Duration.ofMinutes(10),
            SchedulerTrial.SPARING,
            5,
            TrialRequester.LIMITS);
    session =
        new RequesterSession(
            calls,
            store,
            key,
            new Domain(network.deployment().chain(), network.deployment().contract("TaskEscrow")),
            bid,
            new NodeAdmission(
                any -> TrialRequester.PRICE.amount().multiply(BigInteger.TEN), Rate.ALWAYS),
            Duration.ofMinutes(1),
            Clock.systemUTC());
    session.start();
  }

  @AfterEach
  void stop() throws IOException {
    session.close();
    trial.close();
  }

  private Derivation derivation(int number) throws IOException {
    Block input = Block.of(Multicodec.RAW, "input".getBytes(StandardCharsets.UTF_8));
    store.put(input);
    Derivation derivation =
        new Derivation(
            "echo",
            TrialRequester.VERSION,
            DagJson.tree(new Nothing(number)),
            new TreeMap<>(Map.of("input", input.cid())));
    store.put(derivation.block());
    return derivation;
  }

  private CompletableFuture<Made> work() {
    return node.claim(1)
        .thenApplyAsync(
            orders -> {
              try {
                Made done = node.perform(orders.get(0));
                trial.pass(1);
                return done;
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private Event end(Derivation derivation) throws IOException, InterruptedException {
    return session.end(
        derivation, Digest.of(ByteBuffer.allocate(Digest.LENGTH).array()), Optional.empty());
  }

  private CompletableFuture<Event> later(Derivation derivation) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return end(derivation);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        work -> new Thread(work).start());
  }

  @Test
  void sendsATaskToASchedulerAndHearsOfItsEnd() throws Exception {
    CompletableFuture<Made> made = work();
    Event end = end(derivation(1));
    assertThat(end)
        .isInstanceOfSatisfying(
            Event.Finished.class,
            finished -> {
              assertThat(finished.node()).isEqualTo(node.account());
              assertThat(finished.outcome()).isEqualTo(made.join().outcome());
            });
    assertThat(calls.block(end.task(), made.join().outcome())).isPresent();
  }

  @Test
  void waitsWithMoreTasksThanTheSchedulerTakesAtOnce() throws Exception {
    trial.restart(Bounds.USUAL.withTasks(1));
    List<CompletableFuture<Event>> ends = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      ends.add(later(derivation(number)));
    }
    for (int number = 0; number < 3; number++) {
      TrialNode.await(work());
    }
    for (CompletableFuture<Event> end : ends) {
      assertThat(TrialNode.await(end)).isInstanceOf(Event.Finished.class);
    }
  }
}

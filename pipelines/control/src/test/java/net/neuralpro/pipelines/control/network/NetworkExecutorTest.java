package net.neuralpro.pipelines.control.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.pipelines.control.scheduling.SchedulerTrial;
import net.neuralpro.pipelines.control.scheduling.Timing;
import net.neuralpro.pipelines.control.scheduling.TrialNode;
import net.neuralpro.pipelines.control.scheduling.TrialRequester;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Maker;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Consent.Computation;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a network of one node, whose results are all drawn. */
class NetworkExecutorTest {
  private final MemoryBlockStore store = new MemoryBlockStore();
  private final ContributorKey key = ContributorKey.ofSeed(3, "requester");
  private final ComputeConsents consents = new ComputeConsents();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  @TempDir private Path home;
  private SchedulerTrial trial;
  private TrialNode node;
  private RequesterCalls calls;
  private RequesterSession session;

  private record Nothing() {}

  @BeforeEach
  void start() throws IOException {
    store.put(DagJson.block(SchedulerTrial.STRICT.form()));
    trial = new SchedulerTrial(home);
    node = trial.node("node");
    NetworkDescription network = trial.network();
    calls = new HttpRequesterCalls(network, key);
    session =
        new RequesterSession(
            calls,
            store,
            key,
            new Domain(network.deployment().chain(), network.deployment().contract("TaskEscrow")),
            new Bid(
                TrialRequester.PRICE,
                Duration.ofMinutes(10),
                SchedulerTrial.STRICT,
                5,
                TrialRequester.LIMITS),
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

  private Derivation derivation() throws IOException {
    Block input = Block.of(Multicodec.RAW, "input".getBytes(StandardCharsets.UTF_8));
    store.put(input);
    consents.admit(
        key.sign(
            new PublicHalf(
                key.address(),
                new Licence("CC0-1.0"),
                List.of(new StreamFile("input", input.cid(), 5)),
                Map.of(),
                Digest.of(new byte[32]))),
        Computation.ANY);
    return new Derivation(
        "echo",
        TrialRequester.VERSION,
        DagJson.tree(new Nothing()),
        new TreeMap<>(Map.of("input", input.cid())));
  }

  /** Makes what a node makes, or something else. */
  private Outcome make(Derivation derivation, String what) throws IOException {
    Block made =
        Block.of(
            Multicodec.RAW, (what + " of " + derivation.cid()).getBytes(StandardCharsets.UTF_8));
    store.put(made);
    return new Outcome.Produced(derivation.cid(), new TreeMap<>(Map.of("output", made.cid())));
  }

  private Executor executor(String what) {
    return new NetworkExecutor(
        calls,
        session,
        store,
        derivation -> make(derivation, what),
        consents,
        List.of(),
        key.address(),
        new NetworkExecutor.Listener() {
          @Override
          public void ranHere(Derivation derivation, Reason reason) {
            told.add("here: " + reason);
          }

          @Override
          public void ranThere(Derivation derivation, Maker maker) {
            told.add("there: " + maker.node());
          }
        });
  }

  private CompletableFuture<Void> work() {
    return node.claim(1)
        .thenAcceptAsync(
            orders -> {
              try {
                node.perform(orders.get(0));
                trial.pass(1);
                trial.pass(Timing.USUAL.checker().toSeconds() + 1);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @Test
  void checksOnThisMachineWhatNoOtherNodeCan() throws Exception {
    CompletableFuture<Void> work = work();
    Derivation derivation = derivation();
    Outcome outcome = executor("output").execute(derivation);
    TrialNode.await(work);
    assertThat(outcome).isEqualTo(make(derivation, "output"));
    assertThat(told).containsExactly("there: " + node.account());
  }

  @Test
  void usesItsOwnResultWhereTheNodesIsAnother() throws Exception {
    CompletableFuture<Void> work = work();
    Derivation derivation = derivation();
    Outcome outcome = executor("truth").execute(derivation);
    TrialNode.await(work);
    assertThat(outcome).isEqualTo(make(derivation, "truth"));
    assertThat(told).containsExactly("here: NETWORK");
  }
}

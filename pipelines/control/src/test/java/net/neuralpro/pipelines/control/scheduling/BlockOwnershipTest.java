package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.GivenUp;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody gets from the scheduler what he only knows the name of. */
class BlockOwnershipTest {
  @TempDir private Path home;
  private SchedulerTrial trial;
  private TrialRequester victim;
  private TrialRequester thief;
  private TrialNode node;
  private Cid secret;

  private record Link(Cid to) {}

  @BeforeEach
  void start() throws IOException, InterruptedException {
    trial = new SchedulerTrial(home);
    victim = trial.requester("victim");
    thief = trial.requester("thief");
    node = trial.node("node");
    Submission task = victim.task(1, SchedulerTrial.SPARING);
    secret = input(victim, task);
    victim.send(task);
  }

  @AfterEach
  void stop() throws IOException {
    trial.close();
  }

  private static Cid input(TrialRequester requester, Submission task) throws IOException {
    return DagJson.read(requester.blocks.require(task.derivation()), Derivation.class)
        .inputs()
        .get("input");
  }

  private static Block raw(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(TrialRequester requester, Cid root, List<Block> blocks)
      throws IOException, InterruptedException {
    requester.caller.call("PUT", Protocol.BLOCKS, TrialCaller.car(root, blocks));
  }

  private Order order(TrialRequester requester, Submission task)
      throws IOException, InterruptedException {
    CompletableFuture<List<Order>> claim = node.claim(1);
    requester.promise(List.of(task));
    return TrialNode.await(claim).get(0);
  }

  @Test
  void takesNoTaskOverAnInputThatItsRequesterDidNotSend() throws Exception {
    for (Cid unowned : List.of(secret, raw("nobody has it").cid())) {
      Submission theft = thief.task(1, unowned);
      Block derivation = thief.blocks.require(theft.derivation());
      assertThat(thief.submit(theft).blocks()).contains(theft.derivation());
      assertThatThrownBy(() -> put(thief, derivation.cid(), List.of(derivation)))
          .hasMessageContaining("400 CAR-INCOMPLETE")
          .hasMessageContaining(unowned.toString());
    }
  }

  @Test
  void takesNoBlockThatOnlyLinksToAnothers() throws Exception {
    Block link = DagJson.block(new Link(secret));
    assertThatThrownBy(() -> put(thief, link.cid(), List.of(link)))
        .hasMessageContaining("400 CAR-INCOMPLETE");
    Block beside = raw("beside it");
    put(thief, beside.cid(), List.of(beside, link));
    Submission theft = thief.task(1, link.cid());
    Block derivation = thief.blocks.require(theft.derivation());
    assertThatThrownBy(() -> put(thief, derivation.cid(), List.of(derivation)))
        .hasMessageContaining("400 CAR-INCOMPLETE");
    put(thief, beside.cid(), List.of(beside, derivation));
    assertThat(thief.submit(theft).blocks()).contains(secret);
    CompletableFuture<List<Order>> claim = node.claim(2);
    assertThat(victim.events()).hasSize(1);
    assertThat(claim).isNotDone();
    claim.cancel(true);
  }

  @Test
  void doesATaskOverTheSameInputForEachWhoSendsIt() throws Exception {
    Submission same = thief.task(1, secret);
    thief.blocks.put(victim.blocks.require(secret));
    thief.send(same);
    assertThat(thief.submit(same).blocks()).isEmpty();
  }

  @Test
  void takesNoOutcomeThatNamesBlocksItsNodeDidNotSend() throws Exception {
    Submission task = thief.task(1, SchedulerTrial.SPARING);
    thief.send(task);
    CompletableFuture<List<Order>> claim = node.claim(2);
    thief.promise(List.of(task));
    Order order = TrialNode.await(claim).get(0);
    Block outcome =
        DagJson.block(
            new Outcome.Produced(order.derivation(), new TreeMap<>(Map.of("output", secret))));
    node.blocks.put(outcome);
    node.blocks.put(victim.blocks.require(secret));
    Made made = node.seal(order, outcome.cid(), node.make(order).reveal().keyedDigest());
    node.commit(order, made);
    byte[] car = TrialCaller.car(outcome.cid(), List.of(outcome));
    assertThatThrownBy(() -> node.caller.call("PUT", Protocol.output(order.task()), car))
        .hasMessageContaining("400 CAR-INCOMPLETE");
  }

  @Test
  void takesAnOutcomeThatNamesTheTasksInputs() throws Exception {
    Submission task = victim.task(1, SchedulerTrial.SPARING);
    Order order = order(victim, task);
    Block outcome =
        DagJson.block(
            new Outcome.Produced(order.derivation(), new TreeMap<>(Map.of("output", secret))));
    Made made = node.seal(order, outcome.cid(), node.make(order).reveal().keyedDigest());
    node.commit(order, made);
    node.caller.call(
        "PUT", Protocol.output(order.task()), TrialCaller.car(outcome.cid(), List.of(outcome)));
  }

  @Test
  void knowsWhatARequestersTasksMadeAsHis() throws Exception {
    Submission first = victim.task(1, SchedulerTrial.SPARING);
    Made made = node.perform(order(victim, first));
    trial.pass(1);
    assertThat(victim.events()).singleElement().isInstanceOf(Event.Finished.class);
    Cid output =
        ((Outcome.Produced) DagJson.read(node.blocks.require(made.outcome()), Outcome.class))
            .output("output");
    Submission next = victim.task(2, output);
    Block derivation = victim.blocks.require(next.derivation());
    put(victim, derivation.cid(), List.of(derivation));
    assertThat(victim.submit(next).blocks()).isEmpty();

    Submission theft = thief.task(2, output);
    assertThatThrownBy(() -> put(thief, derivation.cid(), List.of(derivation)))
        .hasMessageContaining("400 CAR-INCOMPLETE");
    assertThat(thief.submit(theft).blocks()).contains(derivation.cid());
  }

  @Test
  void showsInputsOnlyToNodesThatHoldTheTask() throws Exception {
    Submission task = victim.task(1, SchedulerTrial.SPARING);
    String target = Protocol.block(task.task(victim.account()), secret);
    CompletableFuture<List<Order>> claim = node.claim(1);
    assertThat(victim.events()).singleElement().isInstanceOf(Event.Proposed.class);
    assertThatThrownBy(() -> node.caller.call("GET", target, new byte[0]))
        .hasMessageContaining("404 SCHEDULER-ABSENT");
    Promise promise = victim.promise(task, node.account());
    victim.caller.call("POST", Protocol.PROMISES, DagJson.write(new Promises(List.of(promise))));
    Order order = TrialNode.await(claim).get(0);
    assertThat(node.caller.call("GET", target, new byte[0]))
        .isEqualTo(victim.blocks.require(secret).bytes());
    node.caller.call(
        "POST", Protocol.giveUp(order.task()), DagJson.write(new GivenUp("NODE-FULL", "later")));
    assertThatThrownBy(() -> node.caller.call("GET", target, new byte[0]))
        .hasMessageContaining("404 SCHEDULER-ABSENT");
  }

  @Test
  void forgetsAfterAWhileWhoBroughtABlock() throws Exception {
    Submission more = victim.task(2, secret);
    Block derivation = victim.blocks.require(more.derivation());
    put(victim, derivation.cid(), List.of(derivation));
    trial.pass(Bounds.USUAL.memory().toSeconds() + 1);
    Submission later = victim.task(3, secret);
    assertThatThrownBy(
            () ->
                put(victim, later.derivation(), List.of(victim.blocks.require(later.derivation()))))
        .hasMessageContaining("400 CAR-INCOMPLETE");
    victim.send(later);
    assertThat(victim.submit(later).blocks()).isEmpty();
  }

  @Test
  void goesOnWithTheSameOwnersAfterARestart() throws Exception {
    trial.restart();
    Submission more = victim.task(2, secret);
    Block derivation = victim.blocks.require(more.derivation());
    put(victim, derivation.cid(), List.of(derivation));
    assertThat(victim.submit(more).blocks()).isEmpty();
    assertThat(thief.submit(more).blocks()).contains(more.derivation());
  }

  @Test
  void keepsSoManyBlocksOfOneRequester() throws Exception {
    trial.restart(new Bounds(10, 4, Bounds.USUAL.memory()));
    Submission more = victim.task(2, SchedulerTrial.SPARING, 5, Optional.empty());
    assertThatThrownBy(() -> victim.send(more)).hasMessageContaining("503 SCHEDULER-FULL");
    thief.send(thief.task(1, SchedulerTrial.SPARING));
  }
}

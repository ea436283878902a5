package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.OwnCheck;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.ResultBytes;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.noderunner.protocol.TaskState.Stage;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is one node, its requester checks what was drawn. */
class OwnCheckTest {
  @TempDir private Path home;
  private SchedulerTrial trial;
  private TrialRequester requester;
  private TrialNode node;
  private Submission task;
  private Order order;
  private Made made;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    trial = new SchedulerTrial(home);
    requester = trial.requester("requester");
    node = trial.node("node");
    task = requester.task(1, SchedulerTrial.STRICT);
    requester.send(task);
    order = order(node);
    made = node.perform(order);
    trial.pass(1);
  }

  @AfterEach
  void stop() throws IOException {
    trial.close();
  }

  private Order order(TrialNode to) throws IOException, InterruptedException {
    CompletableFuture<List<Order>> claim = to.claim(1);
    requester.promise(List.of(task));
    return TrialNode.await(claim).get(0);
  }

  private void waitForNobody() throws IOException, InterruptedException {
    trial.pass(Timing.USUAL.checker().toSeconds());
    trial.pass(1);
    assertThat(requester.events()).containsExactly(new Event.Unchecked(2, order.task()));
  }

  private OwnCheck right(Address keyedWith) throws IOException {
    return new OwnCheck(
        Digest.of(made.outcome().digest()),
        ResultBytes.keyed(node.blocks, made.outcome(), keyedWith, task.nonce()));
  }

  private static OwnCheck other() {
    Digest word = Digest.of(Sha256.of("another outcome".getBytes(StandardCharsets.UTF_8)));
    return new OwnCheck(word, word);
  }

  private static void check(TrialRequester by, Order order, OwnCheck check)
      throws IOException, InterruptedException {
    by.caller.call("POST", Protocol.check(order.task()), DagJson.write(check));
  }

  @Test
  void paysANodeWhoseResultItsRequesterMadeToo() throws Exception {
    waitForNobody();
    check(requester, order, right(requester.account()));
    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(3, order.task(), made.outcome(), node.account(), TrialNode.IMAGE));
    assertThat(trial.owed()).containsExactly(node.account());
    assertThat(trial.trust(requester.account(), node.account())).isEqualTo(1);
    check(requester, order, other());
    assertThat(trial.owed()).containsExactly(node.account());
  }

  @Test
  void givesNoResultToARequesterWhoDeniesIt() throws Exception {
    waitForNobody();
    check(requester, order, other());
    assertThat(requester.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.Failed.class,
            failed -> assertThat(failed.rule()).isEqualTo("SCHEDULER-CONTRADICTED"));
    assertThat(trial.owed()).isEmpty();
    assertThat(trial.trust(requester.account(), node.account())).isZero();
    assertThat(node.caller.get(Protocol.task(order.task()), TaskState.class).stage())
        .isEqualTo(Stage.CANCELLED);
    assertThatThrownBy(
            () ->
                requester.caller.call(
                    "GET", Protocol.block(order.task(), made.outcome()), new byte[0]))
        .hasMessageContaining("404 SCHEDULER-ABSENT");
  }

  @Test
  void believesNoRequesterWhoHasOnlyTheNameOrAnothersDigest() throws Exception {
    waitForNobody();
    OwnCheck stolen = right(node.account());
    assertThatThrownBy(() -> check(requester, order, stolen))
        .hasMessageContaining("400 SCHEDULER-CHECK")
        .hasMessageContaining("its digest is of other bytes");
    check(requester, order, right(requester.account()));
    assertThat(trial.owed()).containsExactly(node.account());
  }

  @Test
  void asksOnlyTheTasksRequesterAndOnlyIfNobodyElseCame() throws Exception {
    OwnCheck check = right(requester.account());
    assertThatThrownBy(() -> check(requester, order, check))
        .hasMessageContaining("409 SCHEDULER-CHECK");
    waitForNobody();
    TrialRequester stranger = trial.requester("stranger");
    assertThatThrownBy(() -> check(stranger, order, check))
        .hasMessageContaining("404 SCHEDULER-ABSENT");
  }

  @Test
  void takesTheCheckOfANodeThatComesAfterAll() throws Exception {
    waitForNobody();
    trial.restart();
    TrialNode late = trial.node("late");
    CompletableFuture<List<Order>> claim = late.claim(1);
    trial.pass(1);
    requester.promise(List.of(task));
    late.perform(TrialNode.await(claim).get(0));
    trial.pass(1);
    assertThat(requester.events()).singleElement().isInstanceOf(Event.Finished.class);
    assertThat(trial.owed()).containsExactlyInAnyOrder(node.account(), late.account());
  }
}

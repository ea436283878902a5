package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.GivenUp;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.noderunner.protocol.TaskState.Stage;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import net.neuralpro.pipelines.control.verification.Comparison;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which node does a task, what comes of silence, and what checks decide. */
class SchedulerCourseTest {
  @TempDir private Path home;
  private SchedulerTrial trial;
  private TrialRequester requester;
  private TrialNode node;
  private TrialNode other;

  @BeforeEach
  void start() throws IOException {
    trial = new SchedulerTrial(home);
    requester = trial.requester("requester");
    node = trial.node("node");
    other = trial.node("other");
  }

  @AfterEach
  void stop() throws IOException {
    trial.close();
  }

  private Order order(TrialNode to, Submission task) throws IOException, InterruptedException {
    CompletableFuture<List<Order>> claim = to.claim(1);
    requester.promise(List.of(task));
    List<Order> orders = TrialNode.await(claim);
    assertThat(orders).hasSize(1);
    return orders.get(0);
  }

  @Test
  void triesElsewhereWhatANodeDoesNotPutDown() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    requester.send(task);
    Order silent = order(node, task);
    trial.pass(silent.commitBy() - trial.clock.seconds() + 1);
    assertThat(node.caller.get(Protocol.task(silent.task()), TaskState.class).stage())
        .isEqualTo(Stage.CANCELLED);
    CompletableFuture<List<Order>> again = node.claim(1);
    Order retried = order(other, task);
    Made made = other.perform(retried);
    trial.pass(1);

    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(
                3, retried.task(), made.outcome(), other.account(), TrialNode.IMAGE));
    assertThat(again).isNotDone();
    again.cancel(true);
  }

  @Test
  void failsWhatNobodyCanDo() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    requester.send(task);
    for (int index = 0; index < Timing.USUAL.tries(); index++) {
      TrialNode weak = trial.node("weak " + index);
      Order order = order(weak, task);
      weak.caller.call(
          "POST",
          Protocol.giveUp(order.task()),
          DagJson.write(new GivenUp("SANDBOX-TIME", "it took too long")));
    }
    Event last = requester.events().get(0);
    assertThat(last)
        .isInstanceOfSatisfying(
            Event.Failed.class,
            failed -> {
              assertThat(failed.rule()).isEqualTo("SCHEDULER-GIVEN-UP");
              assertThat(failed.reason()).contains("SANDBOX-TIME: it took too long");
            });
  }

  @Test
  void failsWhatIsNotDoneInTime() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    requester.send(task);
    trial.pass(2000);
    assertThat(requester.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.Failed.class,
            failed -> assertThat(failed.rule()).isEqualTo("SCHEDULER-DEADLINE"));
  }

  @Test
  void asksOnlyNodesThatMaySeeTheInputsAndThatTheRequesterWants() throws Exception {
    Submission task =
        requester.task(1, SchedulerTrial.SPARING, 5, Optional.of(List.of(other.account())));
    requester.send(task);
    CompletableFuture<List<Order>> barred = node.claim(1);
    CompletableFuture<List<Order>> named = other.claim(1);
    Event proposed = requester.events().get(0);
    assertThat(proposed)
        .isEqualTo(new Event.Proposed(1, task.task(requester.account()), other.account()));
    requester.caller.call(
        "POST",
        Protocol.PROMISES,
        DagJson.write(
            new Promises(
                List.of(new Promise(proposed.task(), other.account(), Optional.empty())))));
    trial.pass(20);
    assertThat(requester.caller.call("GET", Protocol.EVENTS + "?after=0", new byte[0]))
        .isNotEmpty();
    assertThat(barred).isNotDone();
    assertThat(named).isNotDone();
    barred.cancel(true);
    named.cancel(true);
  }

  @Test
  void takesTurnsBetweenRequestersAndPutsPrioritiesFirst() throws Exception {
    TrialRequester second = trial.requester("second");
    List<Submission> many = new ArrayList<>();
    for (int index = 0; index < 20; index++) {
      many.add(requester.task(index, SchedulerTrial.SPARING));
    }
    requester.send(many.toArray(Submission[]::new));
    List<Submission> few =
        List.of(
            second.task(1, SchedulerTrial.SPARING),
            second.task(2, SchedulerTrial.SPARING),
            second.task(3, SchedulerTrial.SPARING, 9, Optional.empty()));
    second.send(few.toArray(Submission[]::new));
    CompletableFuture<List<Order>> claim = node.claim(5);
    assertThat(second.promise(few)).hasSize(3);
    assertThat(requester.promise(many)).hasSize(2);
    assertThat(TrialNode.await(claim)).isNotEmpty();
  }

  @Test
  void givesATaskToTheNodeThatHasItsInputs() throws Exception {
    Submission first = requester.task(1, SchedulerTrial.SPARING);
    Submission second = requester.task(2, SchedulerTrial.SPARING);
    requester.send(first, second);
    Cid input =
        DagJson.read(requester.blocks.require(second.derivation()), Derivation.class)
            .inputs()
            .get("input");
    CompletableFuture<List<Order>> claim = node.claim(TrialNode.request(1, List.of(input)));
    requester.promise(List.of(first, second));
    assertThat(TrialNode.await(claim))
        .extracting(Order::derivation)
        .containsExactly(second.derivation());
  }

  @Test
  void confirmsADrawnResultByAnotherNode() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.STRICT);
    requester.send(task);
    Order first = order(node, task);
    Made made = node.perform(first);
    CompletableFuture<List<Order>> check = other.claim(1);
    trial.pass(1);
    requester.promise(List.of(task));
    other.perform(TrialNode.await(check).get(0));
    trial.pass(1);

    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(3, first.task(), made.outcome(), node.account(), TrialNode.IMAGE));
    assertThat(trial.trust(requester.account(), node.account())).isEqualTo(1);
    assertThat(trial.trust(requester.account(), other.account())).isZero();
    assertThat(trial.owed()).containsExactlyInAnyOrder(node.account(), other.account());
  }

  @Test
  void letsAThirdNodeDecideBetweenTwo() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.STRICT);
    requester.send(task);
    Order first = order(node, task);
    node.perform(first, node.make(first, "a lie"));
    TrialNode third = trial.node("third");
    Made made = null;
    for (TrialNode checker : List.of(other, third)) {
      CompletableFuture<List<Order>> check = checker.claim(1);
      trial.pass(1);
      requester.promise(List.of(task));
      made = checker.perform(TrialNode.await(check).get(0));
    }
    trial.pass(1);

    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(4, first.task(), made.outcome(), other.account(), TrialNode.IMAGE));
    assertThat(trial.owed()).containsExactlyInAnyOrder(other.account(), third.account());
    assertThat(node.caller.get(Protocol.task(first.task()), TaskState.class).stage())
        .isEqualTo(Stage.CANCELLED);
  }

  @Test
  void givesBackADrawnResultThatNobodyChecks() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.STRICT);
    requester.send(task);
    node.perform(order(node, task));
    trial.pass(1);
    trial.pass(2000);
    assertThat(requester.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.Failed.class,
            failed -> assertThat(failed.rule()).isEqualTo("SCHEDULER-UNCHECKED"));
    assertThat(trial.owed()).isEmpty();
  }

  @Test
  void opensTheSealsOfReplicasOnlyWhenAllArePutDown() throws Exception {
    Policy policy = new Policy.Replicated(2, 2, new Rate(1), 1, new Comparison.Exact());
    Submission task = requester.task(1, policy);
    requester.send(task);
    Order first = order(node, task);
    Made made = node.make(first);
    assertThat(node.commit(first, made).stage()).isEqualTo(Stage.COMMITTING);
    Order second = order(other, task);
    other.perform(second);
    assertThat(node.caller.get(Protocol.task(first.task()), TaskState.class).stage())
        .isEqualTo(Stage.REVEALING);
    node.upload(first, made);
    node.reveal(first, made);
    trial.pass(1);

    assertThat(requester.events()).singleElement().isInstanceOf(Event.Finished.class);
    assertThat(trial.owed()).containsExactlyInAnyOrder(node.account(), other.account());
  }

  @Test
  void paysBothWhoDidATaskThatOneWasSlowWith() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    requester.send(task);
    Order slow = order(node, task);
    trial.pass((slow.commitBy() - trial.clock.seconds()) / 2 + 2);
    Order quick = order(other, task);
    Made made = other.perform(quick);
    trial.pass(1);
    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(3, quick.task(), made.outcome(), other.account(), TrialNode.IMAGE));
    node.perform(slow);
    trial.pass(1);

    assertThat(trial.owed()).containsExactlyInAnyOrder(node.account(), other.account());
  }

  @Test
  void goesOnAfterARestartAtEachStage() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.STRICT);
    requester.submit(task);
    trial.restart();
    requester.send(task);
    trial.restart();
    requester.send(task);
    Order order = order(node, task);
    trial.restart();
    Order same = TrialNode.await(node.claim(1)).get(0);
    assertThat(same).isEqualTo(order);
    Made made = node.make(order);
    node.commit(order, made);
    trial.restart();
    node.upload(order, made);
    trial.restart();
    node.reveal(order, made);
    trial.restart();
    requester.submit(task);
    CompletableFuture<List<Order>> check = other.claim(1);
    trial.pass(1);
    requester.promise(List.of(task));
    Order checked = TrialNode.await(check).get(0);
    trial.restart();
    other.perform(checked);
    trial.restart();
    trial.pass(1);

    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(3, order.task(), made.outcome(), node.account(), TrialNode.IMAGE));
    trial.restart();
    trial.pass(1);
    assertThat(trial.owed()).containsExactlyInAnyOrder(node.account(), other.account());
  }
}

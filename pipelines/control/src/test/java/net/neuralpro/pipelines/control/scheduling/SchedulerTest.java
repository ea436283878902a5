package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.noderunner.protocol.TaskState.Stage;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a task, over HTTP. */
class SchedulerTest {
  @TempDir private Path home;
  private SchedulerTrial trial;
  private TrialRequester requester;
  private TrialNode node;

  @BeforeEach
  void start() throws IOException {
    trial = new SchedulerTrial(home);
    requester = trial.requester("requester");
    node = trial.node("node");
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
  void bringsATaskToANodeAndItsOutcomeBack() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    assertThat(requester.submit(task).blocks())
        .containsExactlyInAnyOrder(task.derivation(), task.policy());
    requester.send(task);
    CompletableFuture<List<Order>> claim = node.claim(4);
    List<Event> proposed = requester.promise(List.of(task));
    Order order = TrialNode.await(claim).get(0);

    assertThat(proposed)
        .containsExactly(new Event.Proposed(1, task.task(requester.account()), node.account()));
    assertThat(order.assignment().isGenuine(trial.market.domain())).isTrue();
    assertThat(order.task()).isEqualTo(task.task(requester.account()));
    assertThat(
            node.caller.call("GET", Protocol.block(order.task(), order.derivation()), new byte[0]))
        .isEqualTo(requester.blocks.require(order.derivation()).bytes());

    Made made = node.make(order);
    assertThat(node.commit(order, made)).isEqualTo(new TaskState(order.task(), Stage.REVEALING));
    node.upload(order, made);
    assertThatThrownBy(
            () ->
                requester.caller.call(
                    "GET", Protocol.block(order.task(), made.outcome()), new byte[0]))
        .hasMessageContaining("404 SCHEDULER-ABSENT");
    assertThat(node.reveal(order, made).stage()).isEqualTo(Stage.ENDED);
    trial.pass(1);

    assertThat(requester.events())
        .containsExactly(
            new Event.Finished(2, order.task(), made.outcome(), node.account(), TrialNode.IMAGE));
    assertThat(
            requester.caller.call("GET", Protocol.block(order.task(), made.outcome()), new byte[0]))
        .isEqualTo(node.blocks.require(made.outcome()).bytes());
  }
}

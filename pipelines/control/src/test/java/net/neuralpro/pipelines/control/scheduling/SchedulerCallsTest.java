package net.neuralpro.pipelines.control.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Events;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Refusal;
import net.neuralpro.noderunner.protocol.SignedCall;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.noderunner.protocol.TaskState.Stage;
import net.neuralpro.pipelines.control.scheduling.TrialNode.Made;
import net.neuralpro.pipelines.control.verification.Comparison;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers may not, and what they get for it. */
class SchedulerCallsTest {
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

  private Order order(int number) throws IOException, InterruptedException {
    Submission task = requester.task(number, SchedulerTrial.SPARING);
    requester.send(task);
    CompletableFuture<List<Order>> claim = node.claim(1);
    requester.promise(List.of(task));
    return TrialNode.await(claim).get(0);
  }

  private static void refused(HttpRequest request, int status, String rule) throws Exception {
    HttpResponse<byte[]> answer = TrialCaller.send(request);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(DagJson.read(answer.body(), Refusal.class).rule()).isEqualTo(rule);
  }

  @Test
  void tellsAnybodyOfTheNetworkAndNobodyElseAnything() throws Exception {
    byte[] told = node.caller.call("GET", Protocol.NETWORK, new byte[0]);
    assertThat(DagJson.read(told, NetworkDescription.class).name()).isEqualTo("trial");
    HttpRequest unsigned = HttpRequest.newBuilder(trial.base().resolve(Protocol.EVENTS)).build();
    refused(unsigned, 401, "SCHEDULER-CALLER");
    refused(
        HttpRequest.newBuilder(trial.base().resolve("/v1/other")).build(), 404, "SCHEDULER-ABSENT");
  }

  @Test
  void believesNoOtherKeyNoOldCallAndNoOtherBody() throws Exception {
    byte[] body = DagJson.write(TrialNode.request(1, List.of()));
    long now = trial.clock.seconds();
    TrialNode other = trial.node("other");
    TrialCaller thief = trial.world().caller(node.account(), other.hotKey());
    refused(thief.request("POST", Protocol.CLAIMS, body, body, now), 401, "SCHEDULER-CALLER");
    refused(
        node.caller.request("POST", Protocol.CLAIMS, body, body, now - SignedCall.MAX_AGE - 1),
        401,
        "SCHEDULER-TIME");
    refused(
        node.caller.request("POST", Protocol.CLAIMS, body, new byte[] {1}, now),
        401,
        "SCHEDULER-BODY");
    HttpRequest moved =
        HttpRequest.newBuilder(
                node.caller.request("GET", Protocol.EVENTS, new byte[0], new byte[0], now),
                (name, value) -> true)
            .uri(trial.base().resolve(Protocol.EVENTS + "?after=1"))
            .build();
    refused(moved, 401, "SCHEDULER-CALLER");
  }

  @Test
  void givesNothingToThoseWithoutStakeOrDeposit() throws Exception {
    byte[] body = DagJson.write(TrialNode.request(1, List.of()));
    refused(
        requester.caller.request("POST", Protocol.CLAIMS, body, body, trial.clock.seconds()),
        403,
        "SCHEDULER-NODE");
    byte[] none = DagJson.write(new Submissions(List.of()));
    refused(
        node.caller.request("POST", Protocol.SUBMISSIONS, none, none, trial.clock.seconds()),
        403,
        "SCHEDULER-REQUESTER");
  }

  @Test
  void refusesWhatIsTooLongOrNoMessage() throws Exception {
    byte[] large = new byte[Protocol.MAX_MESSAGE + 1];
    refused(
        requester.caller.request("POST", Protocol.SUBMISSIONS, large, large, trial.clock.seconds()),
        413,
        "SCHEDULER-SIZE");
    byte[] none = "{\"tasks\":[{}]}".getBytes(StandardCharsets.UTF_8);
    refused(
        requester.caller.request("POST", Protocol.SUBMISSIONS, none, none, trial.clock.seconds()),
        400,
        "SCHEDULER-MESSAGE");
  }

  @Test
  void changesNothingByACallThatIsMadeAgain() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    requester.send(task);
    requester.send(task);
    CompletableFuture<List<Order>> claim = node.claim(1);
    requester.promise(List.of(task));
    Order order = TrialNode.await(claim).get(0);
    Made made = node.make(order);
    node.perform(order, made);
    assertThat(node.commit(order, made).stage()).isEqualTo(Stage.ENDED);
    node.upload(order, made);
    assertThat(node.reveal(order, made)).isEqualTo(new TaskState(order.task(), Stage.ENDED));
    trial.pass(1);
    requester.send(task);
    trial.pass(1);

    assertThat(requester.events()).singleElement().isInstanceOf(Event.Finished.class);
    assertThat(requester.caller.get(Protocol.EVENTS + "?after=0", Events.class).events())
        .hasSize(2);
  }

  @Test
  void refusesBlocksThatAreAlteredOrCutOff() throws Exception {
    Submission task = requester.task(1, SchedulerTrial.SPARING);
    byte[] car = TrialCaller.car(requester.blocks, task.derivation());
    byte[] altered = car.clone();
    altered[altered.length - 1] ^= 1;
    assertThatThrownBy(() -> requester.caller.call("PUT", Protocol.BLOCKS, altered))
        .hasMessageContaining("400 CAR-ALTERED");
    byte[] half =
        TrialCaller.car(task.derivation(), List.of(requester.blocks.require(task.derivation())));
    assertThatThrownBy(() -> requester.caller.call("PUT", Protocol.BLOCKS, half))
        .hasMessageContaining("400 CAR-INCOMPLETE");
    assertThat(requester.submit(task).blocks()).contains(task.derivation());
  }

  @Test
  void refusesASealThatDoesNotOpenAndAnotherOne() throws Exception {
    Order order = order(1);
    Made made = node.make(order);
    Made other = node.make(order, "other");
    assertThatThrownBy(() -> node.upload(order, made)).hasMessageContaining("409 SCHEDULER-STAGE");
    node.commit(order, made);
    assertThatThrownBy(() -> node.commit(order, other))
        .hasMessageContaining("409 SCHEDULER-SEALED");
    assertThatThrownBy(() -> node.reveal(order, made)).hasMessageContaining("400 SCHEDULER-OUTPUT");
    node.upload(order, other);
    assertThatThrownBy(() -> node.reveal(order, other)).hasMessageContaining("400 SCHEDULER-SEAL");
    assertThatThrownBy(() -> node.upload(order, made)).hasMessageContaining("409 SCHEDULER-OUTPUT");
  }

  @Test
  void paysNobodyWhoSealsADigestOfOtherBytes() throws Exception {
    Order order = order(1);
    Made made = node.make(order);
    Digest copied = Digest.of(Sha256.of("another's".getBytes(StandardCharsets.UTF_8)));
    Made copy = node.seal(order, made.outcome(), copied);
    node.commit(order, copy);
    node.upload(order, copy);
    assertThat(node.reveal(order, copy).stage()).isEqualTo(Stage.CANCELLED);
  }

  @Test
  void takesNoOutcomeOfAnotherDerivationAndNoneThatIsTooBig() throws Exception {
    Order order = order(1);
    Made made = node.make(order);
    node.commit(order, made);
    Block strange =
        DagJson.block(
            new Outcome.Produced(
                Block.of(Multicodec.RAW, new byte[1]).cid(), new TreeMap<>(Map.of())));
    byte[] car = TrialCaller.car(strange.cid(), List.of(strange));
    assertThatThrownBy(() -> node.caller.call("PUT", Protocol.output(order.task()), car))
        .hasMessageContaining("400 SCHEDULER-OUTPUT");
    byte[] large = new byte[8 << 20];
    assertThatThrownBy(() -> node.caller.call("PUT", Protocol.output(order.task()), large))
        .isInstanceOf(IOException.class);
    node.upload(order, made);
    assertThat(node.reveal(order, made).stage()).isEqualTo(Stage.ENDED);
  }

  @Test
  void tellsNoNodeOfAnothersTask() throws Exception {
    Order order = order(1);
    TrialNode other = trial.node("other");
    for (String target :
        List.of(Protocol.task(order.task()), Protocol.block(order.task(), order.derivation()))) {
      assertThatThrownBy(() -> other.caller.call("GET", target, new byte[0]))
          .hasMessageContaining("404 SCHEDULER-ABSENT");
    }
    TrialRequester stranger = trial.requester("stranger");
    assertThatThrownBy(
            () ->
                stranger.caller.call(
                    "GET", Protocol.block(order.task(), order.derivation()), new byte[0]))
        .hasMessageContaining("404 SCHEDULER-ABSENT");
  }

  @Test
  void takesNoMoreUnfinishedTasksOfARequesterThanItsBound() throws Exception {
    trial.restart(Bounds.USUAL.withTasks(2));
    Submission first = requester.task(1, SchedulerTrial.SPARING);
    Submission second = requester.task(2, SchedulerTrial.SPARING);
    Submission third = requester.task(3, SchedulerTrial.SPARING);
    assertThatThrownBy(() -> requester.submit(first, second, third))
        .hasMessageContaining("503 SCHEDULER-FULL: Cannot take more than 2 unfinished tasks");
    assertThat(requester.submit(first, second).blocks()).isNotEmpty();
    trial.restart();
    assertThatThrownBy(() -> requester.submit(second, third))
        .hasMessageContaining("503 SCHEDULER-FULL");
    assertThat(requester.submit(first, second).blocks()).isNotEmpty();
    byte[] body = DagJson.write(new Submissions(List.of(third)));
    assertThat(
            TrialCaller.send(
                    requester.caller.request(
                        "POST", Protocol.SUBMISSIONS, body, body, trial.clock.seconds()))
                .headers()
                .firstValue("Retry-After"))
        .hasValue("1");
    TrialRequester other = trial.requester("other");
    assertThat(other.submit(other.task(1, SchedulerTrial.SPARING)).blocks()).isNotEmpty();
    trial.pass(2000);
    assertThat(requester.submit(requester.task(3, SchedulerTrial.SPARING)).blocks()).isNotEmpty();
  }

  @Test
  void takesNoPolicyWithAToleranceThatItCannotKeepTo() throws Exception {
    Submission task =
        requester.task(
            1,
            new Policy.SpotChecked(
                Rate.ALWAYS, Rate.ALWAYS, 1, Rate.NEVER, 1, new Comparison.SignalToNoise(40)));
    assertThatThrownBy(() -> requester.send(task))
        .hasMessageContaining("400 SCHEDULER-POLICY")
        .hasMessageContaining("byte for byte");
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Receipt;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Commit;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Orders;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.noderunner.protocol.ResultBytes;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/** A computer that does tasks. */
public final class TrialNode {
  static final Digest IMAGE = Digest.of(Sha256.of("image".getBytes(StandardCharsets.UTF_8)));

  private final TrialWorld world;
  private final Address account;
  private final ContributorKey hotKey;
  final TrialCaller caller;
  final MemoryBlockStore blocks = new MemoryBlockStore();

  TrialNode(TrialWorld world, String name) {
    this.world = world;
    this.account = ContributorKey.ofSeed(4, name).address();
    this.hotKey = ContributorKey.ofSeed(4, "hot key of " + name);
    this.caller = world.caller(account, hotKey);
  }

  public Address account() {
    return account;
  }

  ContributorKey hotKey() {
    return hotKey;
  }

  static ClaimRequest request(int places, List<Cid> held) {
    return new ClaimRequest(
        places,
        new Resources(4000, 1L << 30, 1L << 30, 1 << 20, Optional.empty()),
        "runc",
        "sha256:" + IMAGE.hex(),
        new TreeMap<>(Map.of("echo", TrialRequester.VERSION)),
        List.of(),
        held);
  }

  /** Asks for tasks; comes when some are given. */
  public CompletableFuture<List<Order>> claim(int places) {
    return claim(request(places, List.of()));
  }

  CompletableFuture<List<Order>> claim(ClaimRequest request) {
    return caller
        .later("POST", Protocol.CLAIMS, request)
        .thenApply(
            answer -> {
              try {
                return DagJson.read(answer, Orders.class).orders();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  public static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** What it made of a task. */
  public record Made(Cid outcome, Reveal reveal, Digest seal) {}

  Made make(Order order) throws IOException {
    return make(order, "output of " + order.derivation());
  }

  Made make(Order order, String output) throws IOException {
    Block made = Block.of(Multicodec.RAW, output.getBytes(StandardCharsets.UTF_8));
    blocks.put(made);
    Block outcome =
        DagJson.block(
            new Outcome.Produced(order.derivation(), new TreeMap<>(Map.of("output", made.cid()))));
    blocks.put(outcome);
    return seal(
        order, outcome.cid(), ResultBytes.keyed(blocks, outcome.cid(), account, order.nonce()));
  }

  Made seal(Order order, Cid outcome, Digest keyed) {
    Digest output = Digest.of(outcome.digest());
    Digest salt = Digest.of(Sha256.of((account + "salt").getBytes(StandardCharsets.UTF_8)));
    long finished = world.seconds();
    Reveal reveal =
        new Reveal(
            keyed,
            output,
            salt,
            IMAGE,
            finished,
            new Receipt(order.task(), account, output, IMAGE, finished)
                .sign(world.domain(), hotKey)
                .signature());
    Answer answer = reveal.answer(order.task(), account);
    return new Made(outcome, reveal, answer.seal());
  }

  TaskState commit(Order order, Made made) throws IOException, InterruptedException {
    return caller.post(Protocol.commit(order.task()), new Commit(made.seal()), TaskState.class);
  }

  void upload(Order order, Made made) throws IOException, InterruptedException {
    Outcome.Produced produced =
        (Outcome.Produced) DagJson.read(blocks.require(made.outcome()), Outcome.class);
    caller.call(
        "PUT",
        Protocol.output(order.task()),
        TrialCaller.car(
            made.outcome(),
            List.of(blocks.require(made.outcome()), blocks.require(produced.output("output")))));
  }

  TaskState reveal(Order order, Made made) throws IOException, InterruptedException {
    return caller.post(Protocol.reveal(order.task()), made.reveal(), TaskState.class);
  }

  /** Does a task from beginning to end. */
  public Made perform(Order order) throws IOException, InterruptedException {
    return perform(order, make(order));
  }

  Made perform(Order order, Made made) throws IOException, InterruptedException {
    commit(order, made);
    upload(order, made);
    reveal(order, made);
    return made;
  }
}

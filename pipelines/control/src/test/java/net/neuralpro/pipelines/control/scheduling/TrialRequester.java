package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.noderunner.protocol.Events;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.Wei;

/** Somebody who wants tasks done. */
public final class TrialRequester {
  public static final String VERSION = "0123456789abcdef";
  public static final Wei PRICE = Wei.of(1000);
  public static final Resources LIMITS =
      new Resources(1000, 1 << 20, 1 << 20, 1 << 10, Optional.empty());

  final MemoryBlockStore blocks = new MemoryBlockStore();
  private final TrialWorld world;
  private final ContributorKey key;
  final TrialCaller caller;
  private long last;

  TrialRequester(TrialWorld world, String name) {
    this.world = world;
    this.key = ContributorKey.ofSeed(3, name);
    this.caller = world.caller(key.address(), key);
  }

  Address account() {
    return key.address();
  }

  /** A task over an input of its own. */
  Submission task(int number, Policy policy) throws IOException {
    return task(number, policy, 5, Optional.empty());
  }

  Submission task(int number, Policy policy, int priority, Optional<List<Address>> nodes)
      throws IOException {
    Block input =
        Block.of(
            Multicodec.RAW,
            ("input %d of %s".formatted(number, account())).getBytes(StandardCharsets.UTF_8));
    blocks.put(input);
    return task(number, input.cid(), policy, priority, nodes);
  }

  /** A task over an input that it may have or not. */
  Submission task(int number, Cid input) throws IOException {
    return task(number, input, SchedulerTrial.SPARING, 5, Optional.empty());
  }

  private Submission task(
      int number, Cid input, Policy policy, int priority, Optional<List<Address>> nodes)
      throws IOException {
    Block derivation =
        new Derivation(
                "echo",
                VERSION,
                DagJson.tree(new Number(number)),
                new TreeMap<>(Map.of("input", input)))
            .block();
    blocks.put(derivation);
    Block written = DagJson.block(policy.form());
    blocks.put(written);
    return new Submission(
        derivation.cid(),
        Digest.of(ByteBuffer.allocate(32).putInt(28, number).array()),
        PRICE,
        world.seconds() + 1000,
        written.cid(),
        priority,
        LIMITS,
        nodes);
  }

  private record Number(int number) {}

  Missing submit(Submission... tasks) throws IOException, InterruptedException {
    return caller.post(Protocol.SUBMISSIONS, new Submissions(List.of(tasks)), Missing.class);
  }

  /** Submits tasks and sends what is missing. */
  List<TaskId> send(Submission... tasks) throws IOException, InterruptedException {
    for (Missing missing = submit(tasks); !missing.blocks().isEmpty(); missing = submit(tasks)) {
      for (Cid block : missing.blocks()) {
        caller.call("PUT", Protocol.BLOCKS, TrialCaller.car(blocks, block));
      }
    }
    return List.of(tasks).stream().map(task -> task.task(account())).toList();
  }

  /** What it was told since it last asked; waits until there is something. */
  List<Event> events() throws IOException, InterruptedException {
    List<Event> events = caller.get(Protocol.EVENTS + "?after=" + last, Events.class).events();
    for (Event event : events) {
      if (event.number() != last + 1) {
        throw new IOException("Event %s after number %d".formatted(event, last));
      }
      last = event.number();
    }
    return events;
  }

  /** Signs for every node that is proposed. */
  List<Event> promise(List<Submission> tasks) throws IOException, InterruptedException {
    List<Event> events = events();
    List<Promise> promises = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Proposed proposed) {
        for (Submission task : tasks) {
          if (task.task(account()).equals(proposed.task())) {
            promises.add(promise(task, proposed.node()));
          }
        }
      }
    }
    caller.call("POST", Protocol.PROMISES, DagJson.write(new Promises(promises)));
    return events;
  }

  Promise promise(Submission task, Address node) {
    return new Promise(
        task.task(account()),
        node,
        Optional.of(
            new Assignment(
                    task.task(account()),
                    account(),
                    node,
                    task.price().amount(),
                    task.deadline(),
                    Digest.of(task.policy().digest()))
                .sign(world.domain(), key)
                .signature()));
  }
}

package net.neuralpro.noderunner.agent;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.Receipt;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.noderunner.protocol.Commit;
import net.neuralpro.noderunner.protocol.GivenUp;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import net.neuralpro.noderunner.protocol.ResultBytes;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.noderunner.protocol.SchedulerCalls;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.noderunner.protocol.TaskState.Stage;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.transforms.operators.CachingExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a task on a node: inputs come, it is derived, the result is written down, put down
 * sealed, shown when all are put down, and the receipt given. Every part may be done again after
 * the computer went away.
 */
final class TaskCourse {
  private static final Logger LOG = LoggerFactory.getLogger(TaskCourse.class);
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Refusals that say nothing of the task: a clock that is wrong, too much at once. */
  private static final Set<String> PASSING =
      Set.of("SCHEDULER-TIME", "SCHEDULER-CALLER", "SCHEDULER-BUSY", "SCHEDULER-FAULT");

  private final SchedulerCalls calls;
  private final BlockStore store;
  private final Journal journal;
  private final NodeIdentity identity;
  private final Terms terms;
  private final Engines engines;
  private final HeldInputs held;
  private final Path scratch;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  TaskCourse(
      SchedulerCalls calls,
      BlockStore store,
      Journal journal,
      NodeIdentity identity,
      Terms terms,
      Engines engines,
      HeldInputs held,
      Path scratch,
      Clock clock) {
    this.calls = calls;
    this.store = store;
    this.journal = journal;
    this.identity = identity;
    this.terms = terms;
    this.engines = engines;
    this.held = held;
    this.scratch = scratch;
    this.clock = clock;
  }

  /**
   * Goes on with a task until its part here is done.
   *
   * @throws IOException if the scheduler cannot be reached; the task is gone on with later
   */
  void go(Journal.Entry entry) throws IOException, InterruptedException {
    Order order = entry.order();
    try {
      Journal.Result result = entry.result().isPresent() ? entry.result().get() : derive(order);
      show(order, result);
    } catch (RefusedCallException e) {
      if (PASSING.contains(e.rule())) {
        throw e;
      }
      giveUp(order.task(), e);
    }
  }

  private Journal.Result derive(Order order) throws IOException, InterruptedException {
    Optional<String> fault = terms.fault(order, identity, clock.instant().getEpochSecond());
    if (fault.isPresent()) {
      throw refused(order, fault.get());
    }
    new Inputs(calls, store).fetch(order);
    Derivation derivation = DagJson.read(store.require(order.derivation()), Derivation.class);
    held.add(derivation.inputs().values());
    Optional<String> unfit = terms.fault(derivation);
    if (unfit.isPresent()) {
      throw refused(order, unfit.get());
    }
    Outcome outcome = execute(order, derivation);
    if (!CachingExecutor.isOfTheInputs(outcome)) {
      engines.discard(order.requester());
      throw new RefusedCallException(
          "NODE-MACHINE", "The derivation failed here: " + ((Outcome.Rejected) outcome).findings());
    }
    Block block = DagJson.block(outcome);
    store.put(block);
    return journal.seal(order.task(), sealed(order, block));
  }

  /** What holds the tasks may have been started anew meanwhile, so that it is tried once more. */
  private Outcome execute(Order order, Derivation derivation)
      throws RefusedCallException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return engines.execute(order.requester(), derivation);
      } catch (IOException e) {
        LOG.warn("Task {} could not be run: {}", order.task(), e.getMessage());
        if (attempt == ATTEMPTS) {
          throw new RefusedCallException(
              "NODE-MACHINE", "The derivation could not be run here: " + e.getMessage());
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private static RefusedCallException refused(Order order, String why) {
    return new RefusedCallException(
        "NODE-ORDER", "Cannot do task %s: %s".formatted(order.task(), why));
  }

  private Journal.Result sealed(Order order, Block outcome) throws IOException {
    byte[] salt = new byte[Digest.LENGTH];
    random.nextBytes(salt);
    Digest output = Digest.of(outcome.cid().digest());
    long finished = clock.instant().getEpochSecond();
    return new Journal.Result(
        outcome.cid(),
        new Reveal(
            ResultBytes.keyed(store, outcome.cid(), identity.account(), order.nonce()),
            output,
            Digest.of(salt),
            identity.image(),
            finished,
            new Receipt(order.task(), identity.account(), output, identity.image(), finished)
                .sign(identity.domain(), identity.hotKey())
                .signature()));
  }

  private void show(Order order, Journal.Result result) throws IOException {
    TaskId task = order.task();
    Digest seal = result.reveal().answer(task, identity.account()).seal();
    Stage stage = calls.post(Protocol.commit(task), new Commit(seal), TaskState.class).stage();
    while (stage == Stage.COMMITTING) {
      stage = calls.get(Protocol.task(task) + "?after=" + stage, TaskState.class).stage();
    }
    if (stage == Stage.REVEALING) {
      upload(task, result);
      stage = calls.post(Protocol.reveal(task), result.reveal(), TaskState.class).stage();
    }
    if (stage == Stage.CANCELLED) {
      journal.drop(task, "it was cancelled");
    } else {
      journal.advance(task, Journal.Stage.SHOWN);
    }
  }

  private void upload(TaskId task, Journal.Result result) throws IOException {
    Files.createDirectories(scratch);
    Path car = Files.createTempFile(scratch, "output", ".car");
    try {
      try (CarWriter writer =
              new CarWriter(
                  new BufferedOutputStream(Files.newOutputStream(car)), List.of(result.outcome()));
          ResultBytes blocks = ResultBytes.of(store, result.outcome())) {
        writer.writeAll(blocks);
      }
      calls.put(Protocol.output(task), car);
    } finally {
      Files.delete(car);
    }
  }

  private void giveUp(TaskId task, RefusedCallException why) throws IOException {
    String reason = String.valueOf(why.getMessage());
    journal.drop(task, why.rule() + " " + reason);
    try {
      calls.tell(
          Protocol.giveUp(task),
          new GivenUp(why.rule(), reason.length() > 2000 ? reason.substring(0, 2000) : reason));
    } catch (RefusedCallException e) {
      return;
    }
  }
}

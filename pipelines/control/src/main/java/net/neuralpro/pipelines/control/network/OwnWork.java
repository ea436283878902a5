package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.OwnCheck;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import net.neuralpro.noderunner.protocol.ResultBytes;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.transforms.operators.CachingExecutor;
import net.neuralpro.transforms.operators.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a task on this machine that no node is there to check, and tells the scheduler.
 *
 * @param here runs it
 * @param store has the inputs, and gets the outputs
 * @param requester with whose address the result's digest is keyed
 */
record OwnWork(Executor here, BlockStore store, RequesterCalls calls, Address requester) {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWork.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What this machine made of it; empty if the machine failed, which says nothing of the node. */
  Optional<Outcome> check(Derivation derivation, TaskId task, Digest nonce)
      throws IOException, InterruptedException {
    Outcome outcome = here.execute(derivation);
    if (!CachingExecutor.isOfTheInputs(outcome)) {
      return Optional.empty();
    }
    Block block = DagJson.block(outcome);
    store.put(block);
    Digest keyed = ResultBytes.keyed(store, block.cid(), requester, nonce);
    tell(task, new OwnCheck(Digest.of(block.cid().digest()), keyed));
    return Optional.of(outcome);
  }

  /** A scheduler that refuses it has heard of an end by another way, or will tell of one. */
  private void tell(TaskId task, OwnCheck check) throws InterruptedException {
    Patience left = new Patience(PATIENCE);
    while (true) {
      try {
        calls.check(task, check);
        return;
      } catch (IOException e) {
        if (e instanceof RefusedCallException || left.isOver(e)) {
          LOG.warn("The check of task {} was not taken: {}", task, e.getMessage());
          return;
        }
      }
    }
  }
}

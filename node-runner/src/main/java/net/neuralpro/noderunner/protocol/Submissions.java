package net.neuralpro.noderunner.protocol;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.Wei;

/** Tasks that a requester wants done. */
public record Submissions(List<Submission> tasks) {
  public Submissions {
    tasks = List.copyOf(tasks);
    Limits.requireItems("tasks", tasks.size());
  }

  /**
   * A task. The same one again changes nothing.
   *
   * @param derivation what is to be made
   * @param nonce which one of the requester's tasks with this derivation
   * @param price that each node is offered
   * @param deadline by when nodes must be finished, seconds since 1970
   * @param policy CID of the policy's block, which is checked by
   * @param priority 0 to 9, the higher the sooner
   * @param limits what it may use
   * @param nodes who may see its inputs; absent if all nodes may
   */
  public record Submission(
      Cid derivation,
      Digest nonce,
      Wei price,
      long deadline,
      Cid policy,
      int priority,
      Resources limits,
      Optional<List<Address>> nodes) {
    public Submission {
      nodes = nodes.map(List::copyOf);
      if (priority < 0 || priority > 9) {
        throw new IllegalArgumentException("Cannot use priority %d: 0 to 9".formatted(priority));
      }
      Limits.requireItems("nodes", nodes.map(List::size).orElse(0));
    }

    /** The same with another deadline, seconds since 1970. */
    public Submission dueAt(long time) {
      return new Submission(derivation, nonce, price, time, policy, priority, limits, nodes);
    }

    /** What the task is known by. */
    public TaskId task(Address requester) {
      return TaskId.of(requester, Digest.of(derivation.digest()), new BigInteger(1, nonce.bytes()));
    }
  }
}

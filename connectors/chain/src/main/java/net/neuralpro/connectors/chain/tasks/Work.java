package net.neuralpro.connectors.chain.tasks;

import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Address;

/**
 * A task that a node did: what was promised and what was done, both signed. Ordered by node, then
 * by task, as in a batch.
 *
 * @param promised what the requester signed
 * @param done what the node signed
 */
public record Work(SignedAssignment promised, SignedReceipt done) implements Comparable<Work> {
  private static final Comparator<Work> ORDER =
      Comparator.comparing(Work::node).thenComparing(Work::task);

  public Work {
    Assignment assignment = promised.assignment();
    Receipt receipt = done.receipt();
    if (!assignment.task().equals(receipt.task()) || !assignment.node().equals(receipt.node())) {
      throw new IllegalArgumentException(
          "Cannot join an assignment of task %s to %s with a receipt of task %s by %s"
              .formatted(assignment.task(), assignment.node(), receipt.task(), receipt.node()));
    }
  }

  public TaskId task() {
    return done.receipt().task();
  }

  public Address node() {
    return done.receipt().node();
  }

  public Address requester() {
    return promised.assignment().requester();
  }

  /**
   * Why a contract would not pay for this; empty if it would.
   *
   * @param domain of {@code TaskEscrow}
   */
  public Optional<String> fault(Domain domain, HotKeys keys) throws IOException {
    Assignment assignment = promised.assignment();
    if (done.receipt().finished() > assignment.deadline()) {
      return Optional.of(
          "it was finished at %d, after its deadline %d"
              .formatted(done.receipt().finished(), assignment.deadline()));
    }
    if (!promised.isGenuine(domain)) {
      return Optional.of("its assignment is not signed by " + assignment.requester());
    }
    Optional<Address> signer = done.signer(domain);
    if (signer.isEmpty()
        || !signer.get().equals(node())
            && !keys.ownerOf(signer.get()).equals(Optional.of(node()))) {
      return Optional.of("its receipt is not signed by " + node() + " or a hot key of it");
    }
    return Optional.empty();
  }

  /**
   * As it is written down.
   *
   * @param requester who pays
   * @param entry the rest
   */
  private record Written(Address requester, Entry entry) {}

  /** All of it as canonical DAG-JSON. */
  public byte[] write() {
    return DagJson.write(new Written(requester(), Entry.of(this)));
  }

  /**
   * Reads what {@link #write} gives.
   *
   * @throws MalformedContentException if it is none
   */
  public static Work read(byte[] bytes) throws MalformedContentException {
    Written written = DagJson.read(bytes, Written.class);
    try {
      return written.entry().work(written.requester());
    } catch (IllegalArgumentException e) {
      throw new MalformedContentException("Cannot read a task: " + e.getMessage(), e);
    }
  }

  @Override
  public int compareTo(Work other) {
    return ORDER.compare(this, other);
  }
}

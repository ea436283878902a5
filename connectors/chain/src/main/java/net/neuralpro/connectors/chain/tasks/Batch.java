package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * Tasks of one requester that are settled at once. Its leaves are sorted strictly by node, then
 * task, so that a node's are one range; each has the sum of the prices up to it, so that the first
 * and the last leaf of a range show what it pays.
 */
public final class Batch {
  /** The most leaves of a batch. */
  public static final int MOST = 10_000;

  private static final int TOTAL_BITS = 96;

  private final Address requester;
  private final List<Work> works;
  private final List<Leaf> leaves;
  private final Tree tree;

  private Batch(Address requester, List<Work> works) {
    this.requester = requester;
    this.works = works;
    this.leaves = leaves(works);
    List<Digest> hashes = new ArrayList<>();
    for (int index = 0; index < leaves.size(); index++) {
      hashes.add(leaves.get(index).hash(index));
    }
    this.tree = new Tree(hashes);
  }

  private static List<Leaf> leaves(List<Work> works) {
    List<Leaf> leaves = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (Work work : works) {
      Leaf leaf = Leaf.after(sum, work);
      leaves.add(leaf);
      sum = leaf.cumulative();
    }
    Encoding.requireBits("the total of a batch", sum, TOTAL_BITS);
    return List.copyOf(leaves);
  }

  /**
   * The batch of these tasks, in whatever order they come.
   *
   * @throws IllegalArgumentException if they are none or more than {@value #MOST}, of several
   *     requesters, or one task of a node is there twice
   */
  public static Batch of(Collection<Work> works) {
    return ofSorted(works.stream().sorted().toList());
  }

  /** The same of tasks that must be in the order of leaves. */
  static Batch ofSorted(List<Work> works) {
    if (works.isEmpty() || works.size() > MOST) {
      throw new IllegalArgumentException(
          "Cannot settle %d tasks at once: 1 to %d".formatted(works.size(), MOST));
    }
    Address requester = works.get(0).requester();
    for (int index = 0; index < works.size(); index++) {
      Work work = works.get(index);
      if (!work.requester().equals(requester)) {
        throw new IllegalArgumentException(
            "Cannot settle tasks of %s and %s at once".formatted(requester, work.requester()));
      }
      if (index > 0 && works.get(index - 1).compareTo(work) >= 0) {
        throw new IllegalArgumentException(
            "Cannot settle task %s of %s at place %d: leaves are sorted strictly by node and task"
                .formatted(work.task(), work.node(), index));
      }
    }
    return new Batch(requester, List.copyOf(works));
  }

  public Address requester() {
    return requester;
  }

  /** The tasks in the order of their leaves. */
  public List<Work> works() {
    return works;
  }

  public int count() {
    return leaves.size();
  }

  /** What all leaves pay together. */
  public BigInteger total() {
    return leaves.get(leaves.size() - 1).cumulative();
  }

  public Digest root() {
    return tree.root();
  }

  /** The leaf at a place, which counts from 0, with its path. */
  public Shown shown(int index) {
    return new Shown(index, leaves.get(index), tree.path(index));
  }

  /** The place of a node's task. */
  public Optional<Integer> place(Address node, TaskId task) {
    for (int index = 0; index < leaves.size(); index++) {
      if (leaves.get(index).node().equals(node) && leaves.get(index).task().equals(task)) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  /**
   * Where a node's leaves are, and what they pay.
   *
   * @param first of them
   * @param last of them; the same if there is one
   */
  public record Range(Shown first, Shown last) {
    /** What the node is paid. */
    public BigInteger amount() {
      return last.leaf().cumulative().subtract(first.leaf().cumulative()).add(first.leaf().price());
    }
  }

  /** The leaves of a node. */
  public Optional<Range> range(Address node) {
    int first = -1;
    int last = -1;
    for (int index = 0; index < leaves.size(); index++) {
      if (leaves.get(index).node().equals(node)) {
        first = first < 0 ? index : first;
        last = index;
      }
    }
    return first < 0 ? Optional.empty() : Optional.of(new Range(shown(first), shown(last)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Batch batch && works.equals(batch.works);
  }

  @Override
  public int hashCode() {
    return works.hashCode();
  }

  @Override
  public String toString() {
    return "Batch[%d tasks of %s, root %s]".formatted(count(), requester, root());
  }
}

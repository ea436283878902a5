package net.neuralpro.connectors.chain.network;

import java.math.BigInteger;
import java.util.List;
import net.neuralpro.connectors.chain.contracts.TaskCommittee;
import net.neuralpro.connectors.chain.contracts.TaskEscrow;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.Leaf;
import net.neuralpro.connectors.chain.tasks.Receipt;
import net.neuralpro.connectors.chain.tasks.Shown;
import net.neuralpro.schemas.recording.Digest;

/** What is signed and shown about tasks, as the generated wrappers take it. */
final class Structures {
  private Structures() {}

  static TaskEscrow.Assignment of(Assignment assignment) {
    return new TaskEscrow.Assignment(
        assignment.task().digest().bytes(),
        assignment.requester().text(),
        assignment.node().text(),
        assignment.price(),
        BigInteger.valueOf(assignment.deadline()),
        assignment.policy().bytes());
  }

  static TaskEscrow.Receipt of(Receipt receipt) {
    return new TaskEscrow.Receipt(
        receipt.task().digest().bytes(),
        receipt.node().text(),
        receipt.output().bytes(),
        receipt.image().bytes(),
        BigInteger.valueOf(receipt.finished()));
  }

  static TaskEscrow.Leaf of(Leaf leaf) {
    return new TaskEscrow.Leaf(
        leaf.node().text(),
        leaf.task().digest().bytes(),
        leaf.price(),
        leaf.cumulative(),
        leaf.receipt().bytes(),
        leaf.assignment().bytes());
  }

  static TaskEscrow.Shown of(Shown shown) {
    return new TaskEscrow.Shown(
        BigInteger.valueOf(shown.index()), of(shown.leaf()), bytes(shown.path()));
  }

  /** The same for the committee, whose wrapper has classes of its own. */
  static TaskCommittee.Shown disputed(Shown shown) {
    Leaf leaf = shown.leaf();
    return new TaskCommittee.Shown(
        BigInteger.valueOf(shown.index()),
        new TaskCommittee.Leaf(
            leaf.node().text(),
            leaf.task().digest().bytes(),
            leaf.price(),
            leaf.cumulative(),
            leaf.receipt().bytes(),
            leaf.assignment().bytes()),
        bytes(shown.path()));
  }

  static TaskCommittee.Receipt disputed(Receipt receipt) {
    return new TaskCommittee.Receipt(
        receipt.task().digest().bytes(),
        receipt.node().text(),
        receipt.output().bytes(),
        receipt.image().bytes(),
        BigInteger.valueOf(receipt.finished()));
  }

  private static List<byte[]> bytes(List<Digest> path) {
    return path.stream().map(Digest::bytes).toList();
  }
}

package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import java.util.regex.Pattern;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;

/**
 * A task as it is written down: all of it but the requester.
 *
 * @param node who did it
 * @param task what was done
 * @param price a decimal
 * @param deadline seconds since 1970
 * @param policy of the assignment
 * @param promised the requester's signature
 * @param output of the receipt
 * @param image of the receipt
 * @param finished seconds since 1970
 * @param done the node's signature
 */
record Entry(
    Address node,
    TaskId task,
    String price,
    long deadline,
    Digest policy,
    Signature promised,
    Digest output,
    Digest image,
    long finished,
    Signature done) {
  private static final Pattern AMOUNT = Pattern.compile("0|[1-9][0-9]{0,28}");

  static BigInteger amount(String text) {
    if (!AMOUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("Cannot use an amount of " + text.length() + " letters");
    }
    return new BigInteger(text);
  }

  static Entry of(Work work) {
    Assignment assignment = work.promised().assignment();
    Receipt receipt = work.done().receipt();
    return new Entry(
        work.node(),
        work.task(),
        assignment.price().toString(),
        assignment.deadline(),
        assignment.policy(),
        work.promised().signature(),
        receipt.output(),
        receipt.image(),
        receipt.finished(),
        work.done().signature());
  }

  Work work(Address requester) {
    return new Work(
        new SignedAssignment(
            new Assignment(task, requester, node, amount(price), deadline, policy), promised),
        new SignedReceipt(new Receipt(task, node, output, image, finished), done));
  }
}

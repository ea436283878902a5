package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.noderunner.protocol.Promises.Promise;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * Promises pay to the nodes that a requester wants, and refuses the others.
 *
 * @param domain of the network's {@code TaskEscrow}
 */
record AssignmentSigner(ContributorKey key, Domain domain, NodeAdmission admission) {
  /** What a node is promised for a task, if it may do it and its stake covers it. */
  Promise promise(PendingTask task, Address node) throws IOException {
    Submission wanted = task.submission();
    boolean admitted =
        wanted.nodes().map(nodes -> nodes.contains(node)).orElse(true)
            && admission.admits(node, task.task(), wanted.price());
    return new Promise(
        task.task(),
        node,
        admitted
            ? Optional.of(
                new Assignment(
                        task.task(),
                        key.address(),
                        node,
                        wanted.price().amount(),
                        wanted.deadline(),
                        Digest.of(wanted.policy().digest()))
                    .sign(domain, key)
                    .signature())
            : Optional.empty());
  }
}

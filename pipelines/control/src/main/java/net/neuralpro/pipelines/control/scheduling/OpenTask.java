package net.neuralpro.pipelines.control.scheduling;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;

/** A task for which nodes are wanted, with all that tells whether one fits. */
final class OpenTask {
  private final Task task;
  private final String operator;
  private final String version;
  private final Policy policy;
  private final Set<Cid> inputs;
  private final Optional<Set<Address>> nodes;
  private final Set<Address> barred = new HashSet<>();
  private int wanted = 1;

  OpenTask(Task task, Derivation derivation, Policy policy) {
    this.task = task;
    this.operator = derivation.operator();
    this.version = derivation.version();
    this.policy = policy;
    this.inputs = Set.copyOf(derivation.inputs().values());
    this.nodes = task.submission().nodes().map(Set::copyOf);
  }

  TaskId id() {
    return task.id();
  }

  Address requester() {
    return task.requester();
  }

  int priority() {
    return task.submission().priority();
  }

  long deadline() {
    return task.submission().deadline();
  }

  BigInteger price() {
    return task.submission().price().amount();
  }

  Policy policy() {
    return policy;
  }

  Task task() {
    return task;
  }

  String operator() {
    return operator;
  }

  /** How many more nodes are wanted. */
  int wanted() {
    return wanted;
  }

  void want(int count) {
    wanted = count;
  }

  /** Does not ask a node any more. */
  void bar(Address node) {
    barred.add(node);
  }

  /** Whether a node may do it and can. */
  boolean fits(Address node, ClaimRequest claim) {
    return runs(claim)
        && !barred.contains(node)
        && nodes.map(named -> named.contains(node)).orElse(true)
        && isEnough(claim.resources());
  }

  /** The image of an operator that comes as one has the version's digest. */
  private boolean runs(ClaimRequest claim) {
    return version.equals(claim.operators().get(operator))
        || claim.images().contains("sha256:" + version);
  }

  private boolean isEnough(Resources offered) {
    Submission wanted = task.submission();
    Resources limits = wanted.limits();
    return limits.processors() <= offered.processors()
        && limits.memory() <= offered.memory()
        && limits.disk() <= offered.disk()
        && limits.bandwidth() <= offered.bandwidth()
        && (limits.accelerator().isEmpty() || limits.accelerator().equals(offered.accelerator()));
  }

  /** How many of its inputs are among these. */
  int held(Set<Cid> here) {
    int count = 0;
    for (Cid input : inputs) {
      count += here.contains(input) ? 1 : 0;
    }
    return count;
  }
}

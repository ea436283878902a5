package net.neuralpro.pipelines.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.storage.embedded.EmbeddedMakers;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.noderunner.protocol.NetworkFiles;
import net.neuralpro.pipelines.control.network.Bid;
import net.neuralpro.pipelines.control.network.ComputeConsents;
import net.neuralpro.pipelines.control.network.NetworkExecutor;
import net.neuralpro.pipelines.control.network.RequesterNetwork;
import net.neuralpro.pipelines.flows.local.Placement;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Maker;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Consent.Computation;
import net.neuralpro.schemas.reward.Wei;
import net.neuralpro.transforms.operators.ExecutionListener;

/** Where the heavy operators of a run are running, and what of it stayed on this computer. */
final class RunCompute implements Closeable, NetworkExecutor.Listener, ExecutionListener {
  private final ComputeConsents consents = new ComputeConsents();
  private final SortedMap<String, Integer> nodes = new TreeMap<>();
  private final Map<Reason, Integer> stayed = new EnumMap<>(Reason.class);
  private final Placement placement;
  private final Optional<EmbeddedMakers> makers;
  private final Closeable network;

  private RunCompute(Closeable network, Optional<EmbeddedMakers> makers, Optional<Remote> remote) {
    this.network = network;
    this.makers = makers;
    placement =
        remote
            .<Placement>map(
                there ->
                    (store, here) ->
                        there.network().executor(here, consents, there.allowed(), this))
            .orElse(Placement.HERE);
  }

  private record Remote(RequesterNetwork network, List<Address> allowed) {}

  /**
   * Where derivations ran that might have run elsewhere.
   *
   * @param nodes how many each node ran
   * @param consent how many stayed here since a contributor wants it so
   * @param failed how many the network did not do
   */
  record Places(SortedMap<String, Integer> nodes, int consent, int failed) {
    int there() {
      return nodes.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** All of it on this computer. */
  static RunCompute here() {
    return new RunCompute(() -> {}, Optional.empty(), Optional.empty());
  }

  /** On a network's nodes, where contributors agree. */
  static RunCompute network(
      Workspace workspace,
      ContributorKey key,
      Optional<String> network,
      Bid bid,
      Wei budget,
      List<Address> allowed)
      throws IOException {
    ChainUse.Session session = ChainUse.require(workspace, Optional.of(key));
    try {
      RequesterNetwork entered =
          RequesterNetwork.open(
              NetworkFiles.read(network, workspace.home()),
              session.chain(),
              key,
              workspace.blocks(),
              bid,
              budget);
      return new RunCompute(
          () -> {
            try (session) {
              entered.close();
            }
          },
          Optional.of(workspace.makers()),
          Optional.of(new Remote(entered, allowed)));
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  Placement placement() {
    return placement;
  }

  /** Notes what the contributor of a recording agreed to. */
  void admit(Submitted recording) {
    consents.admit(
        recording.manifest(),
        recording
            .privateHalf()
            .map(half -> half.consent().computation())
            .orElse(Computation.OWN_MACHINE));
  }

  @Override
  public void ended(Derivation derivation, Outcome outcome, Source source, long nanos) {
    consents.ended(derivation, outcome, source, nanos);
  }

  @Override
  public synchronized void ranHere(Derivation derivation, Reason reason) {
    stayed.merge(reason, 1, Integer::sum);
  }

  @Override
  public void ranThere(Derivation derivation, Maker maker) throws IOException {
    if (makers.isPresent()) {
      makers.get().record(derivation.cid(), maker);
    }
    synchronized (this) {
      nodes.merge(maker.node().text(), 1, Integer::sum);
    }
  }

  /** Where derivations ran so far; absent if all of them were to run on this computer. */
  synchronized Optional<Places> places() {
    return makers.map(
        any ->
            new Places(
                new TreeMap<>(nodes),
                stayed.getOrDefault(Reason.CONSENT, 0),
                stayed.getOrDefault(Reason.NETWORK, 0)));
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}

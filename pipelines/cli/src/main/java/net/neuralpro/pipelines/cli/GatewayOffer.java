package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.storage.gateway.Published;
import net.neuralpro.pipelines.flows.chain.Epochs;
import net.neuralpro.pipelines.flows.exchange.ParcelGraph;
import net.neuralpro.pipelines.flows.exchange.Publication;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.rules.RejectedInputException;

/** What a gateway lets strangers see: what was agreed to, as long as nobody takes it back. */
final class GatewayOffer {
  private final Map<ParcelGraph, Published> graphs = new LinkedHashMap<>();
  private final Map<Cid, Published> statements = new LinkedHashMap<>();

  /**
   * Adds a parcel.
   *
   * @throws RejectedInputException if its contributors did not agree
   */
  void add(ParcelGraph graph, Collection<Revocation> revocations) throws IOException {
    require(graph, revocations);
    graphs.put(
        graph,
        Published.of(
            graph.blocks(), List.of(graph.folder().cid()), List.of(graph.parcel().root().cid())));
  }

  /** Adds the statements that an account proposed, as far as a store has them. */
  void addStatements(Chain chain, Address poster, BlockStore store) throws IOException {
    for (RewardStatement statement : Epochs.proposed(chain, poster, store)) {
      Cid cid = statement.block().cid();
      if (!statements.containsKey(cid)) {
        statements.put(
            cid,
            Published.of(
                store,
                List.of(statement.facts(), statement.awards(), statement.leaves()),
                List.of(cid)));
      }
    }
  }

  /** Takes out what was revoked. */
  void withdraw(Collection<Revocation> revocations, Consumer<String> told) throws IOException {
    for (ParcelGraph graph : List.copyOf(graphs.keySet())) {
      try {
        require(graph, revocations);
      } catch (RejectedInputException e) {
        graphs.remove(graph);
        told.accept(
            "%s is served no longer: %s".formatted(graph.parcel().root().cid(), e.getMessage()));
      }
    }
  }

  private static void require(ParcelGraph graph, Collection<Revocation> revocations)
      throws IOException {
    Publication.require(graph.parcel(), graph.blocks(), Audience.EVERYBODY, revocations);
  }

  List<ParcelGraph> graphs() {
    return List.copyOf(graphs.keySet());
  }

  List<Cid> statements() {
    return List.copyOf(statements.keySet());
  }

  /** All that strangers see now. */
  Published published() {
    Published all = Published.nothing();
    for (Published graph : graphs.values()) {
      all = all.and(graph);
    }
    for (Published statement : statements.values()) {
      all = all.and(statement);
    }
    return all;
  }
}

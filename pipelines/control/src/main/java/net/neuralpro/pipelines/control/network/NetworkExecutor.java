package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Maker;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.transforms.operators.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs derivations on a network's nodes. What a contributor wants to stay on this machine runs
 * here, and so does what no node could do.
 */
public final class NetworkExecutor implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkExecutor.class);

  /** How many tasks of one derivation are tried before it runs here. */
  private static final int TRIES = 3;

  private final RequesterCalls calls;
  private final RequesterSession session;
  private final BlockStore store;
  private final Executor here;
  private final ComputeConsents consents;
  private final List<Address> allowed;
  private final Address requester;
  private final Listener listener;

  /** Is told where each derivation ran. Called by several threads at once. */
  public interface Listener {
    /** Why a derivation ran on this machine. */
    enum Reason {
      /** A contributor wants it so. */
      CONSENT,
      /** The network did not do it. */
      NETWORK
    }

    /** It ran on this machine. */
    void ranHere(Derivation derivation, Reason reason);

    /** A node ran it. */
    void ranThere(Derivation derivation, Maker maker) throws IOException;
  }

  /**
   * @param store has the inputs, and gets the outputs
   * @param here runs what does not go to nodes
   * @param allowed nodes that see what only named nodes may
   * @param requester who pays
   */
  NetworkExecutor(
      RequesterCalls calls,
      RequesterSession session,
      BlockStore store,
      Executor here,
      ComputeConsents consents,
      List<Address> allowed,
      Address requester,
      Listener listener) {
    this.calls = calls;
    this.session = session;
    this.store = store;
    this.here = here;
    this.consents = consents;
    this.allowed = List.copyOf(allowed);
    this.requester = requester;
    this.listener = listener;
  }

  @Override
  public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
    return switch (consents.of(derivation)) {
      case OWN_MACHINE -> here(derivation, Listener.Reason.CONSENT);
      case ALLOWED_NODES ->
          allowed.isEmpty()
              ? here(derivation, Listener.Reason.CONSENT)
              : there(derivation, Optional.of(allowed));
      case ANY -> there(derivation, Optional.empty());
    };
  }

  private Outcome here(Derivation derivation, Listener.Reason reason)
      throws IOException, InterruptedException {
    Outcome outcome = here.execute(derivation);
    listener.ranHere(derivation, reason);
    return outcome;
  }

  private Outcome there(Derivation derivation, Optional<List<Address>> nodes)
      throws IOException, InterruptedException {
    store.put(derivation.block());
    try {
      for (int number = 0; number < TRIES; number++) {
        Event end = session.end(derivation, nonce(number), nodes);
        if (end instanceof Event.Unchecked unchecked) {
          OwnWork own = new OwnWork(here, store, calls, requester);
          Optional<Outcome> mine = own.check(derivation, unchecked.task(), nonce(number));
          end = session.endOf(unchecked.task());
          if (mine.isPresent() && end instanceof Event.Failed) {
            listener.ranHere(derivation, Listener.Reason.NETWORK);
            return mine.get();
          }
        }
        if (end instanceof Event.Finished finished) {
          Outcome outcome = fetch(finished, derivation.cid());
          listener.ranThere(
              derivation, new Maker(finished.node(), finished.image(), finished.task().digest()));
          return outcome;
        }
        LOG.debug("Task {} is tried anew: {}", end.task(), end);
      }
    } catch (IOException e) {
      LOG.warn("Derivation {} runs on this machine: {}", derivation.cid(), e.getMessage());
    }
    return here(derivation, Listener.Reason.NETWORK);
  }

  private static Digest nonce(int number) {
    return Digest.of(ByteBuffer.allocate(Digest.LENGTH).putInt(Digest.LENGTH - 4, number).array());
  }

  /** Brings an outcome and all that it produced into the store. */
  private Outcome fetch(Event.Finished finished, Cid derivation)
      throws IOException, InterruptedException {
    Block block = fetched(finished.task(), finished.outcome());
    Outcome outcome = DagJson.read(block, Outcome.class);
    if (!outcome.derivation().equals(derivation)) {
      throw new IOException(
          "Cannot use outcome %s: it is of derivation %s, not of %s"
              .formatted(finished.outcome(), outcome.derivation(), derivation));
    }
    if (outcome instanceof Outcome.Produced produced) {
      Graph graph = new Graph(store);
      graph.follow(produced.outputs().values());
      for (Set<Cid> missing = Set.copyOf(graph.missing());
          !missing.isEmpty();
          missing = Set.copyOf(graph.missing())) {
        for (Cid cid : missing) {
          store.put(fetched(finished.task(), cid));
        }
        graph = new Graph(store);
        graph.follow(produced.outputs().values());
      }
    }
    return outcome;
  }

  private Block fetched(TaskId task, Cid cid) throws IOException, InterruptedException {
    Optional<Block> known = store.get(cid);
    return known.isPresent()
        ? known.get()
        : calls.block(task, cid).orElseThrow(() -> new MissingBlockException(cid));
  }
}

package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;

/** The engines of a node: one for each requester, which is ended after any failure. */
final class Engines implements Closeable {
  private final Engine.Maker maker;
  private final BlockStore store;
  private final Map<Address, Engine> open = new HashMap<>();

  Engines(Engine.Maker maker, BlockStore store) {
    this.maker = maker;
    this.store = store;
  }

  /** Runs a derivation in its requester's engine. */
  Outcome execute(Address requester, Derivation derivation)
      throws IOException, InterruptedException {
    Engine engine = of(requester);
    try {
      return engine.execute(derivation);
    } catch (IOException | InterruptedException | RuntimeException e) {
      discard(requester);
      throw e;
    }
  }

  private synchronized Engine of(Address requester) throws IOException, InterruptedException {
    Engine engine = open.get(requester);
    if (engine == null) {
      engine = maker.open(requester, store);
      open.put(requester, engine);
    }
    return engine;
  }

  /** Ends a requester's engine: the next task gets a fresh one. */
  synchronized void discard(Address requester) throws IOException {
    Engine engine = open.remove(requester);
    if (engine != null) {
      engine.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Engine engine : open.values()) {
      engine.close();
    }
    open.clear();
  }
}

package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;

/**
 * The engines of a node: one for each requester, which is ended after any failure. Only a few are
 * kept that nothing runs in.
 */
final class Engines implements Closeable {
  private static final int MOST_IDLE = 2;

  private final Engine.Maker maker;
  private final BlockStore store;

  /** The one that was used longest ago comes first. */
  private final Map<Address, Held> open = new LinkedHashMap<>(16, 0.75f, true);

  /** An engine, and how many tasks run in it. */
  private static final class Held {
    private final Engine engine;
    private int running;
    private boolean discarded;

    private Held(Engine engine) {
      this.engine = engine;
    }
  }

  Engines(Engine.Maker maker, BlockStore store) {
    this.maker = maker;
    this.store = store;
  }

  /** Runs a derivation in its requester's engine. */
  Outcome execute(Address requester, Derivation derivation)
      throws IOException, InterruptedException {
    Held held = take(requester);
    try {
      return held.engine.execute(derivation);
    } catch (IOException | InterruptedException | RuntimeException e) {
      discard(requester);
      throw e;
    } finally {
      giveBack(held);
    }
  }

  private synchronized Held take(Address requester) throws IOException, InterruptedException {
    Held held = open.get(requester);
    if (held == null) {
      held = new Held(maker.open(requester, store));
      open.put(requester, held);
    }
    held.running++;
    return held;
  }

  private synchronized void giveBack(Held held) throws IOException {
    held.running--;
    if (held.discarded && held.running == 0) {
      held.engine.close();
    }
    long idle = open.values().stream().filter(each -> each.running == 0).count();
    for (var each = open.values().iterator(); idle > MOST_IDLE && each.hasNext(); ) {
      Held next = each.next();
      if (next.running == 0) {
        each.remove();
        next.engine.close();
        idle--;
      }
    }
  }

  /** Ends a requester's engine when nothing runs in it: the next task gets a fresh one. */
  synchronized void discard(Address requester) throws IOException {
    Held held = open.remove(requester);
    if (held != null) {
      held.discarded = true;
      if (held.running == 0) {
        held.engine.close();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Held held : open.values()) {
      held.engine.close();
    }
    open.clear();
  }
}

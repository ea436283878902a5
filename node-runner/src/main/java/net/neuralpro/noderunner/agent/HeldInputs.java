package net.neuralpro.noderunner.agent;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.neuralpro.schemas.content.Cid;

/** Inputs of the latest tasks, which are on this computer: a scheduler sends more of them here. */
final class HeldInputs {
  /** As many as a claim should be made longer by. */
  static final int MOST = 256;

  private final Set<Cid> held = new LinkedHashSet<>();

  /** Notes inputs that are all here. */
  synchronized void add(Collection<Cid> inputs) {
    held.removeAll(inputs);
    held.addAll(inputs);
    var oldest = held.iterator();
    for (int beyond = held.size() - MOST; beyond > 0; beyond--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** What is noted, the oldest first. */
  synchronized List<Cid> list() {
    return List.copyOf(held);
  }
}

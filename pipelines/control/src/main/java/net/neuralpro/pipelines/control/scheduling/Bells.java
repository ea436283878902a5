package net.neuralpro.pipelines.control.scheduling;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Wakes those who wait for something by its name. */
final class Bells {
  private final Map<Object, Set<CompletableFuture<Void>>> waiting = new HashMap<>();

  /** Comes true when it rings next; whoever does not want to wait any more completes it. */
  synchronized CompletableFuture<Void> next(Object name) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    waiting.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(mine);
    mine.whenComplete((done, failure) -> forget(name, mine));
    return mine;
  }

  private synchronized void forget(Object name, CompletableFuture<Void> one) {
    Set<CompletableFuture<Void>> all = waiting.get(name);
    if (all != null) {
      all.remove(one);
      if (all.isEmpty()) {
        waiting.remove(name);
      }
    }
  }

  /** Wakes all who wait for this. */
  void ring(Object name) {
    Set<CompletableFuture<Void>> all;
    synchronized (this) {
      all = waiting.remove(name);
    }
    if (all != null) {
      all.forEach(each -> each.complete(null));
    }
  }
}

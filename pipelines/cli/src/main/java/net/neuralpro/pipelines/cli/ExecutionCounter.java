package net.neuralpro.pipelines.cli;

import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.ExecutionListener;

/** Counts what a run has executed, and what was known. */
final class ExecutionCounter implements ExecutionListener {
  private final SortedMap<String, Integer> executed = new TreeMap<>();
  private int cached;

  /** Nothing has been executed yet. */
  ExecutionCounter() {}

  /**
   * The derivations that a run asked for.
   *
   * @param executed how often each operator ran
   * @param cached how many outcomes were known
   */
  record Executions(SortedMap<String, Integer> executed, int cached) {
    /** These, and more that were known. */
    Executions andKnown(int more) {
      return new Executions(executed, cached + more);
    }

    /** How often any operator ran. */
    int total() {
      return executed.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  @Override
  public synchronized void ended(
      Derivation derivation, Outcome outcome, Source source, long nanos) {
    switch (source) {
      case EXECUTED -> executed.merge(derivation.operator(), 1, Integer::sum);
      case CACHED -> cached++;
    }
  }

  /** Tells another listener too. */
  ExecutionListener beside(ExecutionListener other) {
    return (derivation, outcome, source, nanos) -> {
      ended(derivation, outcome, source, nanos);
      other.ended(derivation, outcome, source, nanos);
    };
  }

  /** What has been asked for so far. */
  synchronized Executions executions() {
    return new Executions(new TreeMap<>(executed), cached);
  }
}

package net.neuralpro.transforms.operators;

import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;

/** Is told of every derivation that a run asks for. Called by several threads at once. */
public interface ExecutionListener {
  /** How an outcome was come by. */
  enum Source {
    /** It was known. */
    CACHED,
    /** The operator ran. */
    EXECUTED
  }

  /**
   * An outcome is there.
   *
   * @param nanos how long it took, on the machine's clock
   */
  void ended(Derivation derivation, Outcome outcome, Source source, long nanos);
}

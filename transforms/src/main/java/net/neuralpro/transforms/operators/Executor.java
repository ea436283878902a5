package net.neuralpro.transforms.operators;

import java.io.IOException;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;

/** Makes what derivations describe. Safe for several threads. */
public interface Executor {
  /**
   * The outcome of a derivation; its output blocks are in the store.
   *
   * @throws IOException if it could not be found out: the store fails, a machine is lost. What is
   *     wrong with the inputs is an {@link Outcome.Rejected}, not an exception
   */
  Outcome execute(Derivation derivation) throws IOException, InterruptedException;
}

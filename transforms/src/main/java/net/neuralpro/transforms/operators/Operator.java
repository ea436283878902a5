package net.neuralpro.transforms.operators;

import java.io.IOException;
import java.util.List;

/**
 * A deterministic function from parameters and inputs to outputs: equal ones give equal bytes on
 * any machine. It has no state, no clock, no locale and no files but through its {@link
 * Invocation}.
 *
 * @param <P> its parameters: a record whose components carry {@link Parameter}; integers, strings,
 *     enums, {@code BigDecimal} and lists of these
 */
public interface Operator<P extends Record> {
  /** Its name in recipes and derivations: lower-case words joined by hyphens. */
  String name();

  /** What it does, in one sentence, for the reference. */
  String description();

  Class<P> parameters();

  Trust trust();

  /** Classes that it uses only by name or by reflection; all others are found from its code. */
  default List<Class<?>> alsoUses() {
    return List.of();
  }

  /**
   * Makes the outputs.
   *
   * @throws net.neuralpro.schemas.rules.RejectedInputException if the inputs cannot be used
   * @throws IOException if the store fails
   */
  void apply(P parameters, Invocation invocation) throws IOException;
}

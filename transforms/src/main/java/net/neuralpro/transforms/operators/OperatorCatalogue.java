package net.neuralpro.transforms.operators;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.Derivation;

/** The operators that there are, by name. */
public final class OperatorCatalogue {
  private final SortedMap<String, Operator<?>> operators = new TreeMap<>();
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  public OperatorCatalogue(List<? extends Operator<?>> operators) {
    for (Operator<?> operator : operators) {
      if (this.operators.put(operator.name(), operator) != null) {
        throw new IllegalArgumentException("Cannot have operator " + operator.name() + " twice");
      }
    }
  }

  /** All operators, by name. */
  public Collection<Operator<?>> operators() {
    return Collections.unmodifiableCollection(operators.values());
  }

  /**
   * The operator of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Operator<?> operator(String name) {
    Operator<?> operator = operators.get(name);
    if (operator == null) {
      throw new IllegalArgumentException(
          "Cannot find operator '" + name + "' among " + operators.keySet());
    }
    return operator;
  }

  /** The version of the operator of this name: a digest of all that decides on its outputs. */
  public String version(String name) {
    return versions.computeIfAbsent(name, key -> OperatorVersion.of(operator(key)));
  }

  /** The derivation of this operator, at its version here. */
  public Derivation derive(String name, Record parameters, Map<String, Cid> inputs) {
    if (!operator(name).parameters().isInstance(parameters)) {
      throw new IllegalArgumentException(
          "Cannot give operator " + name + " parameters of " + parameters.getClass());
    }
    return Derivation.of(name, version(name), parameters, inputs);
  }
}

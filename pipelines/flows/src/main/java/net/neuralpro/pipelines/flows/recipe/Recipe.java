package net.neuralpro.pipelines.flows.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.transforms.operators.Operator;

/**
 * What is done to recordings: the operators that run, each with all of its parameters. Two recipes
 * that ask for the same have the same identifier, however they were written.
 *
 * @param name lower-case words joined by hyphens
 * @param steps parameters by operator; an operator that is not here does not run
 */
public record Recipe(String name, SortedMap<String, JsonNode> steps) {
  public Recipe {
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
  }

  public boolean has(String operator) {
    return steps.containsKey(operator);
  }

  /** The parameters of an operator that this recipe has. */
  public <P extends Record> P parameters(Operator<P> operator) {
    JsonNode parameters = steps.get(operator.name());
    if (parameters == null) {
      throw new IllegalArgumentException(
          "Cannot find operator " + operator.name() + " in recipe " + name);
    }
    try {
      return DagJson.of(parameters, operator.parameters());
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read the parameters of " + operator.name(), e);
    }
  }

  /** This recipe, but a missing or false signature is only worth a warning. */
  public Recipe acceptingUnsigned() {
    SortedMap<String, JsonNode> changed = new TreeMap<>(steps);
    changed.computeIfPresent(
        "validate",
        (operator, parameters) ->
            ((ObjectNode) parameters.deepCopy()).put("unsigned", Severity.WARNING.name()));
    return new Recipe(name, changed);
  }

  public Block block() {
    return DagJson.block(this);
  }
}

package net.neuralpro.pipelines.flows.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.transforms.operators.OperatorCatalogue;

/**
 * An operator's turn at a recording: which of the track's values are its inputs. It is passed over
 * where one that it needs is not there.
 */
final class Step {
  private final String operator;
  private final List<Binding> bindings = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();

  /** An input and the values that it may be, the first that is there. */
  private record Binding(String input, Need need, List<String> sources) {}

  private enum Need {
    REQUIRED,
    OPTIONAL,
    /** All values whose names begin so; the rest of each name follows the input's. */
    ALL
  }

  private Step(String operator) {
    this.operator = operator;
  }

  static Step of(String operator) {
    return new Step(operator);
  }

  /** Passes over tracks that have this value. */
  Step unless(String value) {
    obstacles.add(value);
    return this;
  }

  Step with(String input, String... sources) {
    bindings.add(new Binding(input, Need.REQUIRED, List.of(sources)));
    return this;
  }

  Step withOptional(String input, String... sources) {
    bindings.add(new Binding(input, Need.OPTIONAL, List.of(sources)));
    return this;
  }

  Step withAll(String inputPrefix, String sourcePrefix) {
    bindings.add(new Binding(inputPrefix, Need.ALL, List.of(sourcePrefix)));
    return this;
  }

  String operator() {
    return operator;
  }

  /** Whether an output of one of these operators would be an input. */
  boolean needs(List<String> operators) {
    return bindings.stream()
        .flatMap(binding -> binding.sources().stream())
        .anyMatch(
            source -> operators.stream().anyMatch(operator -> source.startsWith(operator + "/")));
  }

  /** The inputs out of these values, or empty if one that is needed is not there. */
  Optional<SortedMap<String, Cid>> inputs(SortedMap<String, Cid> values) {
    if (obstacles.stream().anyMatch(values::containsKey)) {
      return Optional.empty();
    }
    SortedMap<String, Cid> inputs = new TreeMap<>();
    for (Binding binding : bindings) {
      if (binding.need() == Need.ALL) {
        String prefix = binding.sources().get(0);
        for (Map.Entry<String, Cid> value : values.tailMap(prefix).entrySet()) {
          if (!value.getKey().startsWith(prefix)) {
            break;
          }
          inputs.put(binding.input() + value.getKey().substring(prefix.length()), value.getValue());
        }
        continue;
      }
      Optional<Cid> found =
          binding.sources().stream().filter(values::containsKey).findFirst().map(values::get);
      found.ifPresent(cid -> inputs.put(binding.input(), cid));
      if (found.isEmpty() && binding.need() == Need.REQUIRED) {
        return Optional.empty();
      }
    }
    return Optional.of(inputs);
  }

  /** The derivation that this step asks for on a track, or empty if it passes it over. */
  Optional<Derivation> derivation(OperatorCatalogue catalogue, Recipe recipe, Track track) {
    return inputs(track.values())
        .map(
            inputs ->
                catalogue.derive(
                    operator, recipe.parameters(catalogue.operator(operator)), inputs));
  }
}

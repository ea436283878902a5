package net.neuralpro.pipelines.flows.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ParameterException;

/** Reads recipes, by path or by the name of one that is shipped. */
public final class RecipeReader {
  /** The names of the recipes that are shipped. */
  public static final List<String> SHIPPED = List.of("clips-256", "driving");

  /** The operators without which no recipe leads to a dataset. */
  static final List<String> NEEDED =
      List.of("ingest", "validate", "segment", "deduplicate", "split", "plan");

  private static final int MAX_LENGTH = 1 << 20;

  private final OperatorCatalogue catalogue;

  public RecipeReader(OperatorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The recipe of this path, or of this name.
   *
   * @throws RecipeException if there is none, or it cannot be used; the message names the line
   */
  public Recipe read(String pathOrName) throws IOException, RecipeException {
    if (SHIPPED.contains(pathOrName)) {
      try (InputStream in = RecipeReader.class.getResourceAsStream(pathOrName + ".yaml")) {
        if (in == null) {
          throw new IllegalStateException("Cannot find shipped recipe " + pathOrName);
        }
        return parse(pathOrName, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    Path path = Path.of(pathOrName);
    if (Files.isDirectory(path)) {
      throw new RecipeException(
          "Cannot read %s: it is a folder; a recipe is a file, or one of %s"
              .formatted(path, SHIPPED));
    }
    try {
      if (Files.size(path) > MAX_LENGTH) {
        throw new RecipeException("Cannot read " + path + ": it is longer than 1 MiB");
      }
      return parse(pathOrName, Files.readString(path));
    } catch (NoSuchFileException e) {
      throw new RecipeException(
          "Cannot find recipe '%s': it is neither a file nor one of %s"
              .formatted(pathOrName, SHIPPED));
    } catch (AccessDeniedException e) {
      throw new RecipeException("Cannot read " + path + ": it belongs to another user");
    } catch (CharacterCodingException e) {
      throw new RecipeException("Cannot read " + path + ": it is no UTF-8 text");
    }
  }

  /** Reads a recipe from its text; {@code source} names it in errors. */
  public Recipe parse(String source, String text) throws RecipeException {
    LocatedYaml yaml = LocatedYaml.parse(source, text);
    JsonNode root = yaml.root();
    yaml.requireKeys("", List.of("neural", "name", "steps"), List.of("description"));
    if (!root.path("neural").isIntegralNumber() || root.path("neural").longValue() != 1) {
      throw yaml.error("/neural", "Cannot read version " + root.path("neural") + ": only 1");
    }
    if (!root.path("name").isTextual()
        || !root.path("name").textValue().matches("[a-z][a-z0-9-]{0,62}")) {
      throw yaml.error(
          "/name", "Cannot use this name: lower-case words joined by hyphens are needed");
    }
    JsonNode steps = root.path("steps");
    if (!steps.isObject()) {
      throw yaml.error("/steps", "Cannot use these steps: a map from operator to parameters");
    }
    Map<String, JsonNode> complete = new TreeMap<>();
    for (var fields = steps.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> step = fields.next();
      complete.put(step.getKey(), parameters(yaml, step.getKey(), step.getValue()));
    }
    List<String> missing = NEEDED.stream().filter(name -> !complete.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw yaml.error(
          "/steps",
          "Cannot make a dataset without %s; a step may be empty, as '%s:'"
              .formatted(String.join(", ", missing), missing.get(0)));
    }
    return new Recipe(root.path("name").textValue(), new TreeMap<>(complete));
  }

  private JsonNode parameters(LocatedYaml yaml, String name, JsonNode given)
      throws RecipeException {
    String place = "/steps/" + name;
    Operator<?> operator;
    try {
      operator = catalogue.operator(name);
    } catch (IllegalArgumentException e) {
      throw yaml.error(place, String.valueOf(e.getMessage()));
    }
    JsonNode parameters = given.isNull() ? JsonNodeFactory.instance.objectNode() : given;
    if (!parameters.isObject()) {
      throw yaml.error(place, "Cannot use this as parameters of " + name + ": a map is needed");
    }
    try {
      return DagJson.tree(OperatorParameters.complete(operator, parameters));
    } catch (ParameterException e) {
      throw yaml.error(
          e.parameter().isEmpty() ? place : place + "/" + e.parameter(),
          String.valueOf(e.getMessage()));
    }
  }

  /** The JSON Schema of recipes, made from what the operators declare. */
  public static JsonNode schema(OperatorCatalogue catalogue) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Neural recipe");
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.putArray("required").add("neural").add("name").add("steps");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("neural").put("const", 1);
    properties.putObject("name").put("type", "string").put("pattern", "^[a-z][a-z0-9-]{0,62}$");
    properties.putObject("description").put("type", "string");
    ObjectNode steps = properties.putObject("steps");
    steps.put("type", "object");
    steps.put("additionalProperties", false);
    ArrayNode needed = steps.putArray("required");
    NEEDED.forEach(needed::add);
    ObjectNode operators = steps.putObject("properties");
    for (Operator<?> operator : catalogue.operators()) {
      ObjectNode parameters = (ObjectNode) OperatorParameters.schema(operator);
      parameters.putArray("type").add("object").add("null");
      operators.set(operator.name(), parameters);
    }
    return schema;
  }
}

package net.neuralpro.pipelines.flows.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML document as JSON, which knows the line of each of its values. */
final class LocatedYaml {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_NUMBER_LENGTH = 40;

  private final String source;
  private final Map<String, Mark> marks = new HashMap<>();
  private final JsonNode root;

  private LocatedYaml(String source, Node node) throws RecipeException {
    this.source = source;
    root = convert("", node);
  }

  static LocatedYaml parse(String source, String text) throws RecipeException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    try {
      requirePlain(source, yaml.parse(new StringReader(text)));
      Node node = yaml.compose(new StringReader(text));
      if (node == null) {
        throw new RecipeException(source, 1, 1, "Cannot read a recipe: it is empty");
      }
      return new LocatedYaml(source, node);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new RecipeException(
          source,
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          "Cannot read this as YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new RecipeException(source, 1, 1, "Cannot read this as YAML: " + e.getMessage());
    }
  }

  /** Refuses what makes a document larger than its text, or deeper than a recipe can be. */
  private static void requirePlain(String source, Iterable<Event> events) throws RecipeException {
    int depth = 0;
    for (Event event : events) {
      Mark mark = event.getStartMark();
      if (event instanceof NodeEvent node && node.getAnchor() != null) {
        String what = event instanceof AliasEvent ? "aliases" : "anchors";
        throw error(source, mark, "Cannot use " + what + ": each value is written where it is");
      }
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw error(source, mark, "Cannot read values nested more than " + MAX_DEPTH + " deep");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private static RecipeException error(String source, Mark mark, String message) {
    return new RecipeException(source, mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  JsonNode root() {
    return root;
  }

  /** An error at the value of this JSON pointer, or where its parent is. */
  RecipeException error(String pointer, String message) {
    String place = pointer;
    while (!marks.containsKey(place)) {
      place = place.substring(0, place.lastIndexOf('/'));
    }
    return error(source, marks.get(place), message);
  }

  /** Requires a map with all of the first keys, and no others than these and the second. */
  void requireKeys(String pointer, List<String> required, List<String> optional)
      throws RecipeException {
    JsonNode node = root.at(pointer);
    if (!node.isObject()) {
      throw error(pointer, "Cannot read this: a map with " + required + " is needed");
    }
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!required.contains(name) && !optional.contains(name)) {
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        throw error(
            pointer + "/" + name, "Cannot use key '" + name + "': only " + known + " are known");
      }
    }
    for (String name : required) {
      if (!node.has(name)) {
        throw error(pointer, "Cannot do without key '" + name + "'");
      }
    }
  }

  private JsonNode convert(String pointer, Node node) throws RecipeException {
    marks.put(pointer, node.getStartMark());
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
          throw error(pointer, "Cannot use a key that is no text");
        }
        String place = pointer + "/" + key.getValue();
        if (object.has(key.getValue())) {
          marks.put(place, key.getStartMark());
          throw error(place, "Cannot use key '" + key.getValue() + "' twice");
        }
        object.set(key.getValue(), convert(place, entry.getValueNode()));
        marks.put(place, key.getStartMark());
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      int index = 0;
      for (Node element : sequence.getValue()) {
        array.add(convert(pointer + "/" + index++, element));
      }
      return array;
    }
    return scalar(pointer, (ScalarNode) node);
  }

  private JsonNode scalar(String pointer, ScalarNode node) throws RecipeException {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    String text = node.getValue();
    try {
      if (node.getTag().equals(Tag.NULL)) {
        return factory.nullNode();
      }
      if (node.getTag().equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
        return factory.booleanNode(text.equals("true"));
      }
      if (node.getTag().equals(Tag.INT)) {
        return factory.numberNode(Long.parseLong(text));
      }
      if (node.getTag().equals(Tag.FLOAT)) {
        if (text.length() > MAX_NUMBER_LENGTH) {
          throw error(
              pointer, "Cannot read a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
        return factory.numberNode(new BigDecimal(text));
      }
      return factory.textNode(text);
    } catch (NumberFormatException e) {
      throw error(pointer, "Cannot read '" + text + "' as a number");
    }
  }
}

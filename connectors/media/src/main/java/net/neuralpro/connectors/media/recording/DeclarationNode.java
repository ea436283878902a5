package net.neuralpro.connectors.media.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.neuralpro.schemas.rules.Finding;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML document with its place. What is wrong with it is collected, so that a person
 * sees all errors of a file at once.
 */
final class DeclarationNode {
  private static final int MAX_TEXT = 1024;

  private final String source;
  private final String field;
  private final Node node;
  private final List<Finding> findings;
  private final Map<String, DeclarationNode> entries = new LinkedHashMap<>();

  DeclarationNode(String source, String field, Node node, List<Finding> findings) {
    this.source = source;
    this.field = field;
    this.node = node;
    this.findings = findings;
  }

  /** Reads it as a map that has only these keys. */
  DeclarationNode map(List<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      error("RECORDING-YAML-TYPE", "a map with keys of " + known + " is needed");
      return this;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      DeclarationNode value = child(key, entry.getValueNode());
      DeclarationNode place = child(key, entry.getKeyNode());
      if (!known.isEmpty() && !known.contains(key)) {
        place.error("RECORDING-YAML-KEY", "it is not known; perhaps one of " + known);
      } else if (entries.putIfAbsent(key, value) != null) {
        place.error("RECORDING-YAML-KEY", "it is there twice");
      }
    }
    return this;
  }

  private DeclarationNode child(String key, Node value) {
    return new DeclarationNode(source, field.isEmpty() ? key : field + "." + key, value, findings);
  }

  /** The value of a key, or empty if it is absent or null. */
  Optional<DeclarationNode> get(String key) {
    return Optional.ofNullable(entries.get(key)).filter(entry -> !entry.isNull());
  }

  private boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  /** The value of a key that must be there. */
  Optional<DeclarationNode> require(String key) {
    Optional<DeclarationNode> value = get(key);
    if (value.isEmpty() && node instanceof MappingNode) {
      error("RECORDING-YAML-MISSING", "it needs '" + key + "'");
    }
    return value;
  }

  /** Its elements, at most so many. */
  List<DeclarationNode> list(int most) {
    if (!(node instanceof SequenceNode sequence)) {
      error("RECORDING-YAML-TYPE", "a list is needed");
      return List.of();
    }
    List<Node> elements = sequence.getValue();
    if (elements.size() > most) {
      error("RECORDING-YAML-VALUE", "it has " + elements.size() + " elements, at most " + most);
      return List.of();
    }
    List<DeclarationNode> nodes = new ArrayList<>();
    for (int index = 0; index < elements.size(); index++) {
      nodes.add(
          new DeclarationNode(source, field + "[" + index + "]", elements.get(index), findings));
    }
    return nodes;
  }

  /** Its text, or empty and an error if it is none. */
  Optional<String> text() {
    if (!(node instanceof ScalarNode scalar) || isNull()) {
      error("RECORDING-YAML-TYPE", "a text is needed");
      return Optional.empty();
    }
    String text = scalar.getValue();
    if (text.isBlank() || text.length() > MAX_TEXT) {
      error("RECORDING-YAML-VALUE", "a text of 1 to 1024 letters is needed");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** Its text, which must have a form. */
  Optional<String> text(Pattern form, String description) {
    Optional<String> text = text();
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      error("RECORDING-YAML-VALUE", "'" + text.get() + "' is not " + description);
      return Optional.empty();
    }
    return text;
  }

  /**
   * Its text as a value.
   *
   * @param reader throws a runtime exception if it is none
   * @param description what it must be
   */
  <T> Optional<T> value(Function<String, T> reader, String description) {
    Optional<String> text = text();
    try {
      return text.map(reader);
    } catch (RuntimeException e) {
      error("RECORDING-YAML-VALUE", "'" + text.orElse("") + "' is not " + description);
      return Optional.empty();
    }
  }

  /** Its entries as texts. */
  SortedMap<String, String> texts() {
    map(List.of());
    SortedMap<String, String> texts = new TreeMap<>();
    entries.forEach((key, value) -> value.text().ifPresent(text -> texts.put(key, text)));
    return texts;
  }

  /** The value of a key that {@link #texts} gave, for errors about it. */
  DeclarationNode entry(String key) {
    return entries.getOrDefault(key, this);
  }

  /** Notes that something is wrong here. */
  void error(String rule, String reason) {
    findings.add(
        Finding.error(
            rule,
            place(source, node.getStartMark()),
            (field.isEmpty() ? "Cannot use this file: " : "Cannot use '" + field + "': ")
                + reason));
  }

  static String place(String source, Mark mark) {
    return "%s, line %d, column %d".formatted(source, mark.getLine() + 1, mark.getColumn() + 1);
  }
}

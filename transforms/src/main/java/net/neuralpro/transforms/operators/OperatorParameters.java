package net.neuralpro.transforms.operators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.content.DagJson;

/** The parameters of operators as their records declare them: checked, completed, described. */
public final class OperatorParameters {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_DIGITS = 40;

  private OperatorParameters() {}

  /**
   * One parameter of an operator.
   *
   * @param name in snake case, as recipes write it
   */
  public record Declared(String name, Class<?> type, Parameter parameter) {
    /** The value where a recipe says nothing. */
    public JsonNode standard() {
      try {
        return JSON.readTree(parameter.standard());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            "Cannot read the standard value of parameter " + name + ": " + parameter.standard(), e);
      }
    }

    /** What a value may be, as a fragment of JSON Schema. */
    JsonNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.put("description", parameter.value() + unit());
      schema.set("default", standard());
      if (type == int.class || type == long.class) {
        schema.put("type", "integer");
      } else if (type == BigDecimal.class) {
        schema.putArray("type").add("number").add("string");
      } else if (type.isEnum()) {
        Arrays.stream(type.getEnumConstants())
            .forEach(constant -> schema.withArray("enum").add(DagJson.tree(constant)));
      } else if (List.class.isAssignableFrom(type)) {
        schema.put("type", "array");
      } else {
        schema.put("type", "string");
      }
      if (!parameter.minimum().isEmpty()) {
        schema.put("minimum", new BigDecimal(parameter.minimum()));
      }
      if (!parameter.maximum().isEmpty()) {
        schema.put("maximum", new BigDecimal(parameter.maximum()));
      }
      return schema;
    }

    private String unit() {
      return parameter.unit().isEmpty() ? "" : " [" + parameter.unit() + "]";
    }

    private void requireInRange(JsonNode value) throws ParameterException {
      boolean whole = type == int.class || type == long.class;
      if (!whole && type != BigDecimal.class) {
        return;
      }
      Optional<BigDecimal> number = decimal(value);
      if (number.isEmpty()) {
        throw new ParameterException(name, "Cannot use " + value + " for " + name + ": no number");
      }
      if (whole && !value.isIntegralNumber()) {
        throw new ParameterException(name, "Cannot use " + value + " for " + name + ": no integer");
      }
      boolean tooSmall =
          !parameter.minimum().isEmpty()
              && number.get().compareTo(new BigDecimal(parameter.minimum())) < 0;
      boolean tooLarge =
          !parameter.maximum().isEmpty()
              && number.get().compareTo(new BigDecimal(parameter.maximum())) > 0;
      if (tooSmall || tooLarge) {
        throw new ParameterException(
            name,
            "Cannot use %s for %s: it must be%s%s%s"
                .formatted(
                    number.get().toPlainString(),
                    name,
                    parameter.minimum().isEmpty() ? "" : " at least " + parameter.minimum(),
                    parameter.minimum().isEmpty() || parameter.maximum().isEmpty() ? "" : " and",
                    parameter.maximum().isEmpty() ? "" : " at most " + parameter.maximum()));
      }
    }
  }

  /** A number that is no longer written out than a decimal may be. */
  private static Optional<BigDecimal> decimal(JsonNode value) {
    String text = value.asText();
    if (text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MAX_DIGITS ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The parameters that an operator declares, in order. */
  public static List<Declared> of(Operator<?> operator) {
    return Arrays.stream(operator.parameters().getRecordComponents())
        .map(component -> declared(operator, component))
        .toList();
  }

  private static Declared declared(Operator<?> operator, RecordComponent component) {
    Parameter parameter = component.getAnnotation(Parameter.class);
    if (parameter == null) {
      throw new IllegalStateException(
          "Cannot use operator "
              + operator.name()
              + ": its parameter "
              + component.getName()
              + " has no @Parameter");
    }
    String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return new Declared(name, component.getType(), parameter);
  }

  /**
   * The parameter record for what a recipe gives, standards filled in.
   *
   * @throws ParameterException if one is unknown, of another type or out of range
   */
  public static <P extends Record> P complete(Operator<P> operator, JsonNode given)
      throws ParameterException {
    List<Declared> declared = of(operator);
    List<String> names = declared.stream().map(Declared::name).toList();
    for (var fields = given.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!names.contains(field)) {
        throw new ParameterException(
            field,
            "Cannot find parameter '%s' of operator %s; it has %s"
                .formatted(field, operator.name(), names.isEmpty() ? "none" : names));
      }
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (Declared parameter : declared) {
      JsonNode value = given.has(parameter.name()) ? given.get(parameter.name()) : null;
      if (value == null || value.isNull()) {
        value = parameter.standard();
      }
      parameter.requireInRange(value);
      if (parameter.type() == BigDecimal.class && value.isNumber()) {
        value = JsonNodeFactory.instance.textNode(value.decimalValue().toPlainString());
      }
      requireReadable(operator, all, parameter, value);
    }
    try {
      return DagJson.of(all, operator.parameters());
    } catch (IOException e) {
      throw new ParameterException("", String.valueOf(e.getMessage()));
    }
  }

  /** Tries each parameter by itself, so that the error can name it. */
  private static void requireReadable(
      Operator<?> operator, ObjectNode all, Declared parameter, JsonNode value)
      throws ParameterException {
    all.set(parameter.name(), value);
    try {
      if (!List.class.isAssignableFrom(parameter.type())) {
        DagJson.of(value, parameter.type());
        return;
      }
      if (!value.isArray()) {
        throw new ParameterException(
            parameter.name(), "Cannot use " + value + " for " + parameter.name() + ": no list");
      }
      ObjectNode alone = JsonNodeFactory.instance.objectNode();
      of(operator).forEach(other -> alone.set(other.name(), other.standard()));
      alone.set(parameter.name(), value);
      DagJson.of(alone, operator.parameters());
    } catch (IOException e) {
      throw new ParameterException(
          parameter.name(),
          "Cannot use %s for %s of operator %s: %s"
              .formatted(value, parameter.name(), operator.name(), e.getMessage()));
    }
  }

  /** The JSON Schema of an operator's parameters. */
  public static JsonNode schema(Operator<?> operator) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    schema.put("description", operator.description());
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    of(operator).forEach(parameter -> properties.set(parameter.name(), parameter.schema()));
    return schema;
  }
}

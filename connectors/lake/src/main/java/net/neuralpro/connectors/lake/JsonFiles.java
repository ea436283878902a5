package net.neuralpro.connectors.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** JSON files as Python writes them for people to read, the same bytes on any Java. */
public final class JsonFiles {
  public static final JsonMapper MAPPER = new JsonMapper();

  private JsonFiles() {}

  /** Four spaces of indentation, keys in the order they were set, a line end at the end. */
  public static byte[] pretty(JsonNode node) {
    DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return (MAPPER.writer(printer).writeValueAsString(node) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write JSON", e);
    }
  }

  /**
   * The shortest decimal that reads as this value, with at least one digit after the point so that
   * it is no integer to Python. {@link Double#toString} is not used: its digits changed in Java 19.
   */
  public static DecimalNode decimal(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; ; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (digits >= 17 || rounded.doubleValue() == value) {
        BigDecimal stripped = rounded.stripTrailingZeros();
        return new DecimalNode(stripped.scale() < 1 ? stripped.setScale(1) : stripped);
      }
    }
  }
}

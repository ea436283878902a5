package net.neuralpro.schemas.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Records as canonical DAG-JSON: one text for one value, so that equal records have equal
 * identifiers. Component names are written in snake case; an absent {@code Optional} is left out; a
 * {@link Cid} is the link <code>{"/":"b…"}</code>. Floating-point numbers are refused, since they
 * have no one canonical text: a {@link BigDecimal} travels as a string.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-json/spec/">DAG-JSON</a>
 */
public final class DagJson {
  private static final int MAX_DEPTH = 64;
  private static final ObjectMapper MAPPER = mapper();

  private DagJson() {}

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(20)
                    .maxStringLength(Block.MAX_SIZE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new Jdk8Module())
        .addModule(
            new SimpleModule()
                .addSerializer(Cid.class, new LinkSerializer())
                .addDeserializer(Cid.class, new LinkDeserializer())
                .addSerializer(BigDecimal.class, new DecimalSerializer())
                .addDeserializer(BigDecimal.class, new DecimalDeserializer()))
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .serializationInclusion(JsonInclude.Include.NON_ABSENT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }

  /** The canonical bytes of a record, list or map. */
  public static byte[] write(Object value) {
    return CanonicalJson.write(tree(value));
  }

  /** The value as a tree of JSON nodes. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The block of a record, list or map. */
  public static Block block(Object value) {
    return Block.of(Multicodec.DAG_JSON, write(value));
  }

  /**
   * Reads a value from its canonical bytes.
   *
   * @throws MalformedContentException if they are no value of this type, or not canonical
   */
  public static <T> T read(byte[] bytes, Class<T> type) throws MalformedContentException {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      if (!Arrays.equals(CanonicalJson.write(tree), bytes)) {
        throw new MalformedContentException(
            "Cannot read a " + type.getSimpleName() + ": its JSON is not in canonical form");
      }
      return of(tree, type);
    } catch (MalformedContentException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(type, e);
    }
  }

  /** Reads a value from its block, as {@link #read(byte[], Class)} does. */
  public static <T> T read(Block block, Class<T> type) throws MalformedContentException {
    try {
      return read(block.bytes(), type);
    } catch (MalformedContentException e) {
      throw new MalformedContentException(e.getMessage() + " (block " + block.cid() + ")", e);
    }
  }

  /**
   * A tree of JSON nodes as a value of this type.
   *
   * @throws MalformedContentException if it is none
   */
  public static <T> T of(JsonNode tree, Class<T> type) throws MalformedContentException {
    try {
      T value = MAPPER.treeToValue(tree, type);
      if (value == null) {
        throw new MalformedContentException("Cannot read a " + type.getSimpleName() + " from null");
      }
      return value;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw malformed(type, e);
    }
  }

  private static MalformedContentException malformed(Class<?> type, Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof JsonProcessingException json) {
      message = json.getOriginalMessage().replaceAll("( \\(set |; `)Deserialization.*", "");
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      message += " at " + place(mapping);
    }
    return new MalformedContentException(
        "Cannot read a " + type.getSimpleName() + ": " + message, e);
  }

  private static String place(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static final class LinkSerializer extends JsonSerializer<Cid> {
    @Override
    public void serialize(Cid cid, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      out.writeStringField("/", cid.toString());
      out.writeEndObject();
    }
  }

  private static final class LinkDeserializer extends JsonDeserializer<Cid> {
    @Override
    public Cid deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonNode node = in.readValueAsTree();
      JsonNode link = node.get("/");
      if (node.size() != 1 || link == null || !link.isTextual()) {
        throw new MalformedContentException("Cannot read a link: it must be {\"/\": CID}");
      }
      try {
        return Cid.parse(link.textValue());
      } catch (IllegalArgumentException e) {
        throw new MalformedContentException("Cannot read a link: " + e.getMessage(), e);
      }
    }
  }

  private static final class DecimalSerializer extends JsonSerializer<BigDecimal> {
    @Override
    public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }
  }

  /** Reads a decimal from its text, or from an integer: a person may write 5 for "5". */
  private static final class DecimalDeserializer extends JsonDeserializer<BigDecimal> {
    private static final int MAX_LENGTH = 40;

    @Override
    public BigDecimal deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      String text = in.getText();
      if (text.length() > MAX_LENGTH || !text.matches("-?[0-9]+([.][0-9]+)?")) {
        throw new MalformedContentException("Cannot read a decimal number from '" + text + "'");
      }
      return new BigDecimal(text);
    }
  }
}

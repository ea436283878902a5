package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;

/** Reads what a node answers: one JSON object, or one after another, of bounded size. */
final class KuboAnswer {
  /** The longest answer: the pins of a node that has a million of them. */
  private static final long MAX_SIZE = 256 << 20;

  /** The longest text in one. */
  private static final int MAX_TEXT = 64 << 10;

  private static final int MAX_DEPTH = 16;
  private static final int SHOWN = 200;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_SIZE)
                          .maxStringLength(MAX_TEXT)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private KuboAnswer() {}

  /** What is done with each of many objects. */
  @FunctionalInterface
  interface Visitor {
    void visit(String key, JsonNode value) throws IOException;
  }

  /** The one object of an answer. */
  static JsonNode only(InputStream answer) throws IOException {
    try (MappingIterator<JsonNode> objects = objects(answer)) {
      if (!objects.hasNextValue()) {
        throw fault("it is empty");
      }
      JsonNode object = objects.nextValue();
      if (objects.hasNextValue()) {
        throw fault("it goes on after its end");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw fault(e.getOriginalMessage());
    }
  }

  /** The last object of an answer of many, each read and forgotten. */
  static JsonNode last(InputStream answer) throws IOException {
    try (MappingIterator<JsonNode> objects = objects(answer)) {
      if (!objects.hasNextValue()) {
        throw fault("it is empty");
      }
      JsonNode last = objects.nextValue();
      while (objects.hasNextValue()) {
        last = objects.nextValue();
      }
      return last;
    } catch (JsonProcessingException e) {
      throw fault(e.getOriginalMessage());
    }
  }

  private static MappingIterator<JsonNode> objects(InputStream answer) throws IOException {
    return MAPPER.readerFor(JsonNode.class).readValues(answer);
  }

  /** Each member of the one member of the one object, as {@code pin/ls} answers. */
  static void members(InputStream answer, String member, Visitor visitor) throws IOException {
    try (JsonParser parser = MAPPER.createParser(answer)) {
      expect(parser, JsonToken.START_OBJECT);
      if (parser.nextToken() == JsonToken.END_OBJECT) {
        return;
      }
      if (!member.equals(parser.currentName())) {
        throw fault("it has no " + member);
      }
      expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        visitor.visit(key, parser.readValueAsTree());
      }
      expect(parser, JsonToken.END_OBJECT);
      if (parser.nextToken() != null) {
        throw fault("it goes on after its end");
      }
    } catch (JsonProcessingException e) {
      throw fault(e.getOriginalMessage());
    }
  }

  private static void expect(JsonParser parser, JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw fault("it is cut off or no answer of this command");
    }
  }

  /** The text of a member. */
  static String text(JsonNode object, String member) throws StorageException {
    JsonNode value = object.path(member);
    if (!value.isTextual()) {
      throw fault("it has no " + member);
    }
    return value.textValue();
  }

  /** The whole number of a member, not below 0. */
  static long number(JsonNode object, String member) throws StorageException {
    JsonNode value = object.path(member);
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
      throw fault("it has no " + member);
    }
    return value.longValue();
  }

  /** The identifier of a member. */
  static Cid cid(JsonNode object, String member) throws StorageException {
    String text = text(object, member);
    try {
      return Cid.parse(text);
    } catch (IllegalArgumentException e) {
      throw fault(member + " is not one of ours: " + e.getMessage());
    }
  }

  static StorageException fault(String reason) {
    return new StorageException("KUBO-ANSWER", "The answer cannot be read: " + shown(reason));
  }

  /** Text from elsewhere as it may be shown: short, and on one line. */
  static String shown(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}

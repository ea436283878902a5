package net.neuralpro.pipelines.flows.provenance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.StreamFile;

/**
 * The lineage of a dataset version as W3C PROV, in PROV-JSON. Blocks and files are entities,
 * derivations activities, operators and contributors agents. It tells no times.
 *
 * @see <a href="https://www.w3.org/submissions/prov-json/">PROV-JSON</a>
 */
public final class ProvDocument {
  private static final int AT_ONCE = 1 << 17;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PublicLineage lineage;
  private final JsonGenerator json;
  private long relations;

  private ProvDocument(PublicLineage lineage, JsonGenerator json) {
    this.lineage = lineage;
    this.json = json;
  }

  /** Writes the document; the stream is left open. */
  public static void write(PublicLineage lineage, OutputStream out) throws IOException {
    try (JsonGenerator json =
        JsonFactory.builder()
            .build()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      new ProvDocument(lineage, json).write();
      json.writeRaw('\n');
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    section(
        "prefix",
        () -> {
          json.writeStringField("ipfs", "ipfs://");
          json.writeStringField("account", "urn:neural:account:");
          json.writeStringField("operator", "urn:neural:operator:");
          json.writeStringField("neural", "urn:neural:term:");
        });
    section("entity", () -> all(this::entities));
    section("activity", () -> lineage.derivations(this::activity));
    section("agent", () -> all(this::agents));
    section("wasGeneratedBy", () -> lineage.derivations(this::generations));
    section("used", () -> lineage.derivations(this::uses));
    section("wasDerivedFrom", this::allDerivations);
    section("wasAssociatedWith", () -> lineage.derivations(this::association));
    section("wasAttributedTo", () -> lineage.recordings(this::attributions));
    section("hadMember", this::memberships);
    json.writeEndObject();
  }

  @FunctionalInterface
  private interface Content {
    void write() throws IOException;
  }

  private void section(String name, Content content) throws IOException {
    json.writeRaw('\n');
    json.writeObjectFieldStart(name);
    content.write();
    json.writeEndObject();
  }

  /** Writes each of what is said once, with all that is said of it. */
  private void all(Distinct.Source<ObjectNode> source) throws IOException {
    new Distinct<>(source, AT_ONCE)
        .each((one, other) -> one.size() >= other.size() ? one : other, this::field);
  }

  private void field(String name, ObjectNode value) throws IOException {
    json.writeRaw('\n');
    json.writeFieldName(name);
    json.writeRawValue(new String(DagJson.write(value), StandardCharsets.UTF_8));
  }

  private void relation(ObjectNode value) throws IOException {
    field("_:r" + relations++, value);
  }

  private void entities(Distinct.Told<ObjectNode> told) throws IOException {
    Cid root = lineage.root();
    told.tell(name(root), typed("prov:Collection").put("neural:kind", "dataset version"));
    told.tell(name(lineage.version().recipe()), typed("prov:Plan").put("neural:kind", "recipe"));
    if (lineage.version().parent().isPresent()) {
      told.tell(
          name(lineage.version().parent().get()),
          typed("prov:Collection").put("neural:kind", "dataset version"));
    }
    for (DatasetFile file : lineage.version().files()) {
      told.tell(
          name(file.cid()),
          JSON.objectNode()
              .put("neural:kind", "dataset file")
              .put("neural:path", file.path())
              .put("neural:bytes", file.bytes())
              .put("neural:sha256", file.sha256()));
    }
    lineage.recordings(
        line -> {
          PublicHalf half = line.manifest().publicHalf();
          told.tell(
              name(line.recording()),
              JSON.objectNode()
                  .put("neural:kind", "recording")
                  .put("neural:licence", half.licence().expression()));
          told.tell(
              name(half.files().block().cid()),
              typed("prov:Collection").put("neural:kind", "recording's files"));
          for (StreamFile stream : half.streams()) {
            told.tell(
                name(stream.cid()),
                JSON.objectNode()
                    .put("neural:kind", "recording's file")
                    .put("neural:bytes", stream.bytes()));
          }
        });
    lineage.derivations(
        line -> {
          for (Cid input : line.derivation().inputs().values()) {
            told.tell(name(input), JSON.objectNode());
          }
          for (Cid output : line.outputs().values()) {
            told.tell(name(output), JSON.objectNode());
          }
        });
  }

  private void activity(Lineage.DerivationLine line) throws IOException {
    field(
        name(line.cid()),
        JSON.objectNode()
            .put(
                "neural:parameters",
                new String(DagJson.write(line.derivation().parameters()), StandardCharsets.UTF_8)));
  }

  private void agents(Distinct.Told<ObjectNode> told) throws IOException {
    lineage.derivations(
        line ->
            told.tell(
                name(line.derivation()),
                typed("prov:SoftwareAgent")
                    .put("neural:operator", line.derivation().operator())
                    .put("neural:version", line.derivation().version())));
    lineage.recordings(line -> told.tell(name(line.manifest().publicHalf()), JSON.objectNode()));
  }

  private void generations(Lineage.DerivationLine line) throws IOException {
    for (Map.Entry<String, Cid> output : line.outputs().entrySet()) {
      relation(
          JSON.objectNode()
              .put("prov:entity", name(output.getValue()))
              .put("prov:activity", name(line.cid()))
              .put("prov:role", output.getKey()));
    }
  }

  private void uses(Lineage.DerivationLine line) throws IOException {
    for (Map.Entry<String, Cid> input : line.derivation().inputs().entrySet()) {
      relation(
          JSON.objectNode()
              .put("prov:activity", name(line.cid()))
              .put("prov:entity", name(input.getValue()))
              .put("prov:role", input.getKey()));
    }
  }

  private void allDerivations() throws IOException {
    if (lineage.version().parent().isPresent()) {
      ObjectNode revision = derived(lineage.root(), lineage.version().parent().get());
      relation(revision.setAll(typed("prov:Revision")));
    }
    lineage.recordings(
        line ->
            relation(
                derived(line.manifest().publicHalf().files().block().cid(), line.recording())));
    lineage.derivations(
        line -> {
          for (Cid output : line.outputs().values()) {
            for (Cid input : line.derivation().inputs().values()) {
              relation(derived(output, input).put("prov:activity", name(line.cid())));
            }
          }
        });
    lineage.clips(
        clip -> {
          for (Cid file : clip.files().values()) {
            relation(
                derived(file, clip.recording())
                    .put("neural:bucket", clip.bucket())
                    .put("neural:episode", clip.episode())
                    .put("neural:clip", clip.clip()));
          }
        });
  }

  private void association(Lineage.DerivationLine line) throws IOException {
    relation(
        JSON.objectNode()
            .put("prov:activity", name(line.cid()))
            .put("prov:agent", name(line.derivation()))
            .put("prov:plan", name(lineage.version().recipe())));
  }

  private void attributions(Lineage.RecordingLine line) throws IOException {
    relation(
        JSON.objectNode()
            .put("prov:entity", name(line.recording()))
            .put("prov:agent", name(line.manifest().publicHalf())));
  }

  private void memberships() throws IOException {
    for (DatasetFile file : lineage.version().files()) {
      relation(member(lineage.root(), file.cid()));
    }
    lineage.recordings(
        line -> {
          PublicHalf half = line.manifest().publicHalf();
          for (StreamFile stream : half.streams()) {
            relation(member(half.files().block().cid(), stream.cid()));
          }
        });
  }

  private static ObjectNode derived(Cid made, Cid from) {
    return JSON.objectNode()
        .put("prov:generatedEntity", name(made))
        .put("prov:usedEntity", name(from));
  }

  private static ObjectNode member(Cid collection, Cid entity) {
    return JSON.objectNode()
        .put("prov:collection", name(collection))
        .put("prov:entity", name(entity));
  }

  private static ObjectNode typed(String type) {
    ObjectNode node = JSON.objectNode();
    node.putObject("prov:type").put("$", type).put("type", "prov:QUALIFIED_NAME");
    return node;
  }

  private static String name(Cid cid) {
    return "ipfs:" + cid;
  }

  private static String name(Derivation derivation) {
    return "operator:" + derivation.operator() + "@" + derivation.version();
  }

  private static String name(PublicHalf half) {
    return "account:" + half.contributor();
  }
}

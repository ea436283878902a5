package net.neuralpro.pipelines.flows.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.PublicHalf;

/**
 * The lineage of a dataset version as OpenLineage run events, a line each: a run of the version,
 * from its recordings, and within it a run of each derivation. Runs have the same identifiers
 * wherever the same was done.
 *
 * @see <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">OpenLineage 2-0-2</a>
 */
public final class OpenLineageEvents {
  /** The time of events if nobody says another: lineage tells no times. */
  public static final Instant NO_TIME = Instant.EPOCH;

  private static final String PRODUCER = "urn:neural:openlineage:1";
  private static final String SPECIFICATION = "https://openlineage.io/spec/";
  private static final String NAMESPACE = "ipfs";
  private static final String VERSION_JOB = "curate";

  /** How many recordings an event names. */
  private static final int TOGETHER = 256;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PublicLineage lineage;
  private final Instant time;
  private final OutputStream out;

  private OpenLineageEvents(PublicLineage lineage, Instant time, OutputStream out) {
    this.lineage = lineage;
    this.time = time;
    this.out = out;
  }

  /**
   * Writes the events; the stream is left open.
   *
   * @param time when all of it happened, as far as those who take the events are to know
   */
  public static void write(PublicLineage lineage, Instant time, OutputStream out)
      throws IOException {
    new OpenLineageEvents(lineage, time, out).write();
  }

  private void write() throws IOException {
    ObjectNode version = run(lineage.root());
    ObjectNode facets = version.putObject("facets");
    facets.set(
        "neural_version",
        facet("NeuralVersionRunFacet")
            .put("root", lineage.root().toString())
            .put("recipe", lineage.version().recipe().toString())
            .put("lineage", lineage.version().lineage().root())
            .put("samples", lineage.version().lineage().leaves()));
    ObjectNode job = job(VERSION_JOB, "DAG");
    ArrayNode inputs = JSON.arrayNode();
    lineage.version().parent().ifPresent(parent -> inputs.add(version(parent)));
    event("START", version, job, inputs, JSON.arrayNode());
    inputs.removeAll();
    lineage.recordings(
        line -> {
          inputs.add(recording(line));
          if (inputs.size() == TOGETHER) {
            event("RUNNING", version, job, inputs, JSON.arrayNode());
            inputs.removeAll();
          }
        });
    if (!inputs.isEmpty()) {
      event("RUNNING", version, job, inputs, JSON.arrayNode());
      inputs.removeAll();
    }
    lineage.derivations(this::derivation);
    event("COMPLETE", version, job, inputs, JSON.arrayNode().add(version(lineage.root())));
  }

  private void derivation(Lineage.DerivationLine line) throws IOException {
    ObjectNode run = run(line.cid());
    ObjectNode facets = run.putObject("facets");
    facets.set("parent", parent());
    facets.set(
        "neural_derivation",
        facet("NeuralDerivationRunFacet")
            .put("derivation", line.cid().toString())
            .put("operator", line.derivation().operator())
            .put("version", line.derivation().version())
            .set("parameters", line.derivation().parameters()));
    ObjectNode job = job(line.derivation().operator(), "TASK");
    ArrayNode inputs = JSON.arrayNode();
    line.derivation().inputs().values().stream()
        .distinct()
        .sorted()
        .map(this::file)
        .forEach(inputs::add);
    ArrayNode outputs = JSON.arrayNode();
    line.outputs().values().stream().distinct().sorted().map(this::file).forEach(outputs::add);
    event("START", run, job, inputs, JSON.arrayNode());
    event("COMPLETE", run, job, inputs, outputs);
  }

  private void event(
      String type, ObjectNode run, ObjectNode job, ArrayNode inputs, ArrayNode outputs)
      throws IOException {
    ObjectNode event = JSON.objectNode();
    event.put("eventType", type);
    event.put("eventTime", time.toString());
    event.put("producer", PRODUCER);
    event.put("schemaURL", SPECIFICATION + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    event.set("run", run);
    event.set("job", job);
    event.set("inputs", inputs);
    event.set("outputs", outputs);
    out.write(DagJson.write(event));
    out.write('\n');
  }

  private static ObjectNode run(Cid cid) {
    return JSON.objectNode().put("runId", NamedUuid.ofUrl("ipfs://" + cid).toString());
  }

  private static ObjectNode job(String name, String type) {
    ObjectNode job = JSON.objectNode().put("namespace", "neural").put("name", name);
    job.putObject("facets")
        .set(
            "jobType",
            official("facets/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet")
                .put("processingType", "BATCH")
                .put("integration", "NEURAL")
                .put("jobType", type));
    return job;
  }

  private ObjectNode parent() {
    ObjectNode parent = official("facets/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet");
    parent.set("run", run(lineage.root()));
    parent.putObject("job").put("namespace", "neural").put("name", VERSION_JOB);
    return parent;
  }

  private ObjectNode file(Cid cid) {
    return JSON.objectNode().put("namespace", NAMESPACE).put("name", cid.toString());
  }

  private ObjectNode version(Cid root) {
    ObjectNode version = file(root);
    version
        .putObject("facets")
        .set(
            "version",
            official(
                    "facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet")
                .put("datasetVersion", root.toString()));
    return version;
  }

  private ObjectNode recording(Lineage.RecordingLine line) {
    PublicHalf half = line.manifest().publicHalf();
    ObjectNode recording = file(line.recording());
    ObjectNode facets = recording.putObject("facets");
    ObjectNode ownership =
        official("facets/1-0-1/OwnershipDatasetFacet.json#/$defs/OwnershipDatasetFacet");
    ownership
        .putArray("owners")
        .addObject()
        .put("name", "urn:neural:account:" + half.contributor())
        .put("type", "CONTRIBUTOR");
    facets.set("ownership", ownership);
    facets.set(
        "neural_recording",
        facet("NeuralRecordingDatasetFacet")
            .put("files", half.files().block().cid().toString())
            .put("licence", half.licence().expression()));
    return recording;
  }

  private static ObjectNode official(String schema) {
    return JSON.objectNode().put("_producer", PRODUCER).put("_schemaURL", SPECIFICATION + schema);
  }

  private static ObjectNode facet(String name) {
    return JSON.objectNode()
        .put("_producer", PRODUCER)
        .put("_schemaURL", PRODUCER + "#/$defs/" + name);
  }
}

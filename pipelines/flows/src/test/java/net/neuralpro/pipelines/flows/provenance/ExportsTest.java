package net.neuralpro.pipelines.flows.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.dataset.AlteredDatasetException;
import net.neuralpro.pipelines.flows.dataset.DatasetCommit;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.PublicationProof;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of one recording, a derivation from it and one more, upon a parent. */
class ExportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Cid PARENT = Cid.of(Multicodec.DAG_JSON, new byte[] {'1'});
  private static final Cid RECIPE = Cid.of(Multicodec.DAG_JSON, new byte[] {'2'});
  private static final Cid VERDICT = Cid.of(Multicodec.DAG_JSON, new byte[] {'3'});
  private static final String SALT = "ab".repeat(32);

  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final PrivateHalf half =
      new PrivateHalf(
          "camera",
          Optional.empty(),
          Optional.empty(),
          new Consent(Consent.Publication.PUBLIC, Consent.Computation.ANY, ""),
          BlindingSecret.of(new byte[32]));
  private final SignedManifest manifest =
      new SignedManifest(
          new PublicHalf(
              Address.of(new byte[Address.LENGTH]),
              new Licence("CC-BY-4.0"),
              List.of(new StreamFile("video.mp4", Cid.of(Multicodec.RAW, new byte[] {7}), 1)),
              half.commitments(),
              half.digest()),
          Optional.empty());
  private final List<DatasetFile> files = new ArrayList<>();
  private Lineage.DerivationLine validate;
  private Lineage.DerivationLine write;
  private Path dataset;

  @BeforeEach
  void commit() throws IOException {
    DatasetFile data = file("448x256/data/chunk-000/file-000.parquet", "rows");
    validate =
        line(
            "validate",
            Map.of(
                "manifest",
                manifest.cid(),
                "private",
                PrivateHalf.cid(half.digest()),
                "files",
                manifest.publicHalf().files().block().cid()),
            Map.of("verdict", VERDICT));
    write = line("write-data", Map.of("plan", VERDICT), Map.of("file", data.cid()));
    file(Lineage.DERIVATIONS, text(validate) + text(write));
    file(
        Lineage.RECORDINGS,
        text(
            new Lineage.RecordingLine(
                manifest.cid(), manifest, Optional.of(PublicationProof.of(half)))));
    file(
        Lineage.CLIPS,
        text(
            new ClipLine(
                "448x256",
                0,
                0,
                1,
                manifest.cid(),
                0,
                "CC-BY-4.0",
                "",
                List.of(validate.cid()),
                new TreeMap<>(Map.of(data.path(), data.cid())),
                SALT)));
    DatasetVersion version =
        new DatasetVersion(
            1,
            RECIPE,
            Optional.of(PARENT),
            new LineageCommitment("0".repeat(64), 1),
            new DatasetTotals(1, 1, 1, 100, new TreeMap<>()),
            files);
    dataset = folder.resolve("dataset");
    new DatasetCommit(store).commit(version, dataset);
  }

  private static Lineage.DerivationLine line(
      String operator, Map<String, Cid> inputs, Map<String, Cid> outputs) {
    Derivation derivation =
        new Derivation(
            operator,
            "0123456789abcdef",
            JSON.createObjectNode().put("threshold", "0.5"),
            new TreeMap<>(inputs));
    return new Lineage.DerivationLine(derivation.cid(), derivation, new TreeMap<>(outputs));
  }

  private static String text(Object value) {
    return new String(DagJson.write(value), StandardCharsets.UTF_8) + "\n";
  }

  private DatasetFile file(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    DatasetFile file =
        new DatasetFile(
            path,
            new ContentFiles(store).add(bytes),
            bytes.length,
            HexFormat.of().formatHex(Sha256.of(bytes)));
    files.add(file);
    return file;
  }

  private String prov() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProvDocument.write(PublicLineage.of(dataset), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String events(Instant time) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenLineageEvents.write(PublicLineage.of(dataset), time, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void provTellsOfTheParentThatTheVersionRevises() throws IOException {
    JsonNode document = JSON.readTree(prov());
    List<JsonNode> revisions = new ArrayList<>();
    for (JsonNode relation : document.get("wasDerivedFrom")) {
      if (relation.has("prov:type")) {
        revisions.add(relation);
      }
    }
    assertThat(revisions).hasSize(1);
    assertThat(revisions.get(0).at("/prov:type/$").textValue()).isEqualTo("prov:Revision");
    assertThat(revisions.get(0).get("prov:usedEntity").textValue()).isEqualTo("ipfs:" + PARENT);
    assertThat(document.get("entity").has("ipfs:" + PARENT)).isTrue();
  }

  @Test
  void provLeadsFromAFileToItsContributor() throws IOException {
    JsonNode document = JSON.readTree(prov());
    assertThat(document.get("activity").has("ipfs:" + write.cid())).isTrue();
    assertThat(document.get("agent").has("operator:write-data@0123456789abcdef")).isTrue();
    assertThat(document.get("wasDerivedFrom").toString())
        .contains("\"prov:usedEntity\":\"ipfs:" + manifest.cid() + "\"");
    JsonNode attribution = document.get("wasAttributedTo").elements().next();
    assertThat(attribution.get("prov:entity").textValue()).isEqualTo("ipfs:" + manifest.cid());
    assertThat(attribution.get("prov:agent").textValue())
        .isEqualTo("account:" + manifest.publicHalf().contributor());
  }

  @Test
  void openLineageHasARunOfTheVersionAndOneOfEachDerivation() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : events(Instant.parse("2026-05-01T12:00:00Z")).lines().toList()) {
      events.add(JSON.readTree(line));
    }
    assertThat(events.stream().map(event -> event.get("eventType").textValue()))
        .containsExactly("START", "RUNNING", "START", "COMPLETE", "START", "COMPLETE", "COMPLETE");
    assertThat(events)
        .allMatch(event -> event.get("eventTime").textValue().equals("2026-05-01T12:00:00Z"));
    String version = NamedUuid.ofUrl("ipfs://" + PublicLineage.of(dataset).root()).toString();
    assertThat(events.get(0).at("/run/runId").textValue()).isEqualTo(version);
    assertThat(events.get(0).at("/inputs/0/name").textValue()).isEqualTo(PARENT.toString());
    assertThat(events.get(2).at("/run/runId").textValue())
        .isEqualTo(NamedUuid.ofUrl("ipfs://" + validate.cid()).toString());
    assertThat(events.get(2).at("/run/facets/parent/run/runId").textValue()).isEqualTo(version);
  }

  @Test
  void tellsNothingThatNobodyNeedsToKnowAndTheSameEachTime() throws IOException {
    for (String export : List.of(prov(), events(OpenLineageEvents.NO_TIME))) {
      assertThat(export)
          .doesNotContain(SALT)
          .doesNotContain(half.digest().hex())
          .doesNotContain(PrivateHalf.cid(half.digest()).toString())
          .doesNotContain(PublicationProof.of(half).salt().toString());
    }
    assertThat(prov()).isEqualTo(prov());
    assertThat(events(Instant.EPOCH)).isEqualTo(events(Instant.EPOCH));
  }

  @Test
  void refusesALineageThatTheManifestDoesNotName() throws IOException {
    Path file = dataset.resolve(Lineage.DERIVATIONS);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    file.toFile().setWritable(true);
    Files.write(file, bytes);
    assertThatThrownBy(this::prov)
        .isInstanceOf(AlteredDatasetException.class)
        .hasMessageContaining(Lineage.DERIVATIONS);
  }
}

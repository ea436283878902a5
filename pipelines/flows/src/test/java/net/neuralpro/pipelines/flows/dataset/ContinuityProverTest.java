package net.neuralpro.pipelines.flows.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.merkle.MerkleTree;
import net.neuralpro.schemas.proof.ContinuityProof;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.TrustedAnchor;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three versions, each upon the one before: of clip 5, of clips 3 and 5, of clips 3 and 4. */
class ContinuityProverTest {
  private static final Path SCRIPT = Path.of("../../notebooks/check_proof.py");

  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private Path first;
  private Path second;
  private Path third;

  @BeforeEach
  void commit() throws IOException {
    first = version("first", Optional.empty(), 5);
    second = version("second", Optional.of(root(first)), 3, 5);
    third = version("third", Optional.of(root(second)), 3, 4);
  }

  private static Cid root(Path dataset) throws IOException {
    return DatasetFolder.open(dataset).root();
  }

  private Path version(String name, Optional<Cid> parent, int... clips) throws IOException {
    PrivateHalf half =
        new PrivateHalf(
            "camera",
            Optional.empty(),
            Optional.empty(),
            Consent.NONE,
            BlindingSecret.of(new byte[32]));
    SignedManifest manifest =
        new SignedManifest(
            new PublicHalf(
                Address.of(new byte[Address.LENGTH]),
                new Licence("CC-BY-4.0"),
                List.of(new StreamFile("video.mp4", Cid.of(Multicodec.RAW, new byte[] {7}), 1)),
                half.commitments(),
                half.digest()),
            Optional.empty());
    List<DatasetFile> files = new ArrayList<>();
    files.add(
        file(
            Lineage.RECORDINGS,
            line(new Lineage.RecordingLine(manifest.cid(), manifest, Optional.empty()))));
    files.add(file(Lineage.DERIVATIONS, ""));
    MerkleTree tree = new MerkleTree();
    StringBuilder lines = new StringBuilder();
    for (int episode = 0; episode < clips.length; episode++) {
      ClipLine clip =
          new ClipLine(
              "64x48",
              episode,
              tree.size(),
              10,
              manifest.cid(),
              clips[episode],
              "CC-BY-4.0",
              "",
              List.of(),
              new TreeMap<>(),
              "");
      lines.append(line(clip));
      for (int row = 0; row < clip.samples(); row++) {
        tree.add(clip.leaf(row));
      }
    }
    files.add(file(Lineage.CLIPS, lines.toString()));
    DatasetVersion version =
        new DatasetVersion(
            1,
            Cid.of(Multicodec.DAG_JSON, new byte[] {1}),
            parent,
            new LineageCommitment(HexFormat.of().formatHex(tree.root()), tree.size()),
            new DatasetTotals(1, clips.length, tree.size(), 1000, new TreeMap<>()),
            files);
    store.put(version.block());
    new DatasetCommit(store).commit(version, folder.resolve(name));
    return folder.resolve(name);
  }

  private DatasetFile file(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new DatasetFile(
        path,
        new ContentFiles(store).add(bytes),
        bytes.length,
        HexFormat.of().formatHex(Sha256.of(bytes)));
  }

  private static String line(Object value) {
    return new String(DagJson.write(value), StandardCharsets.UTF_8) + "\n";
  }

  private ContinuityProof prove(Path later, String sample, Path earlier) throws IOException {
    return new ContinuityProver(store).prove(SampleProver.prove(later, sample), later, earlier);
  }

  private static void check(ContinuityProof proof, TrustedAnchor trusted)
      throws RejectedInputException {
    proof.check();
    trusted.check(proof.later());
  }

  @Test
  void leadsASampleBackToTheParent() throws IOException {
    ContinuityProof proof = prove(second, "17", first);
    assertThat(proof.later().sample()).isEqualTo(17);
    assertThat(proof.earlier().sample()).isEqualTo(7);
    assertThat(proof.earlier().manifest()).isEqualTo(root(first));
    assertThat(proof.versions()).hasSize(2);
    byte[] bytes = DagJson.write(proof);
    assertThat(ContinuityProof.isMeantBy(bytes)).isTrue();
    assertThat(ContinuityProof.isMeantBy(DagJson.write(proof.later()))).isFalse();
    assertThat(ContinuityProof.read(bytes)).isEqualTo(proof);
    check(proof, TrustedAnchor.Version.of(SampleProver.prove(second, "0")));
  }

  @Test
  void leadsBackOverVersionsBetween() throws IOException {
    Path fourth = version("fourth", Optional.of(root(third)), 5);
    assertThat(prove(fourth, "2", first).versions()).hasSize(4);
    assertThatThrownBy(
            () ->
                new ContinuityProver(new MemoryBlockStore())
                    .prove(SampleProver.prove(fourth, "2"), fourth, first))
        .isInstanceOf(MissingBlockException.class);
  }

  @Test
  void provesNothingThatIsNotSo() {
    assertThatThrownBy(() -> prove(third, "12", second))
        .hasMessageContaining("PROOF-CONTINUITY")
        .hasMessageContaining("It has no sample of recording");
    assertThatThrownBy(() -> prove(first, "2", second))
        .hasMessageContaining("The later version does not go on from it.");
  }

  @Test
  void refusesPartsThatDoNotBelongTogether() throws IOException {
    ContinuityProof proof = prove(second, "17", first);
    assertRefused(proof.with(SampleProver.prove(second, "16")), "It is another sample");
    assertRefused(proof.with(SampleProver.prove(second, "7")), "It is another sample");
    assertRefused(proof.with(SampleProver.prove(third, "7")), "It is of another version than");
    DatasetVersion other = DatasetFolder.open(third).version();
    assertRefused(
        new ContinuityProof(
            1, proof.earlier(), proof.later(), List.of(proof.versions().get(0), other)),
        "It is of another version than");
    assertRefused(
        new ContinuityProof(
            1,
            proof.earlier(),
            proof.later(),
            List.of(proof.versions().get(0), other, proof.versions().get(1))),
        "Version 2 of 3 goes on from");
    assertThatThrownBy(() -> new ContinuityProof(1, proof.earlier(), proof.later(), List.of(other)))
        .hasMessage("Cannot prove what goes on in one version");
  }

  private static void assertRefused(ContinuityProof proof, String message) {
    assertThatThrownBy(proof::check)
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("PROOF-CONTINUITY")
        .hasMessageContaining(message);
  }

  @Test
  void everyChangedByteIsRefused() throws IOException {
    ContinuityProof proof = prove(second, "17", first);
    TrustedAnchor trusted = TrustedAnchor.Version.of(proof.later());
    byte[] bytes = DagJson.write(proof);
    for (int index = 0; index < bytes.length; index++) {
      byte[] changed = bytes.clone();
      changed[index] ^= 1;
      assertThatThrownBy(() -> check(ContinuityProof.read(changed), trusted))
          .as("byte %d", index)
          .isInstanceOf(RejectedInputException.class)
          .hasMessageContaining("PROOF-");
    }
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] shorter = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ContinuityProof.read(shorter))
          .hasMessageContaining("PROOF-MALFORMED");
    }
  }

  @Test
  void theScriptAgrees() throws Exception {
    ContinuityProof proof = prove(second, "17", first);
    byte[] bytes = DagJson.write(proof);
    Path file = folder.resolve("proof.json");
    Files.write(file, bytes);
    assertThat(python(file)).isZero();
    for (int index = 1; index < bytes.length; index += bytes.length / 25) {
      byte[] changed = bytes.clone();
      changed[index] ^= 1;
      Files.write(file, changed);
      assertThat(python(file)).as("byte %d", index).isOne();
    }
    DatasetVersion other = DatasetFolder.open(third).version();
    Files.write(
        file,
        DagJson.write(
            new ContinuityProof(
                1,
                proof.earlier(),
                proof.later(),
                List.of(proof.versions().get(0), other, proof.versions().get(1)))));
    assertThat(python(file)).isOne();
    SampleProof another = SampleProver.prove(second, "16");
    Files.write(file, DagJson.write(proof.with(another)));
    assertThat(python(file)).isOne();
  }

  private int python(Path proof) throws Exception {
    return new ProcessBuilder(
            "python3", SCRIPT.toString(), proof.toString(), "--dataset", second.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}

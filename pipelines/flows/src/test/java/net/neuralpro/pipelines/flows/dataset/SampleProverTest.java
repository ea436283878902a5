package net.neuralpro.pipelines.flows.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.neuralpro.pipelines.flows.exchange.SampleDataset;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.TrustedAnchor;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleProverTest {
  private static final String DATA = "448x256/data/chunk-000/file-000.parquet";
  private static final Path SCRIPT = Path.of("../../notebooks/check_proof.py");

  @TempDir private Path folder;

  private Path dataset;

  @BeforeEach
  void publish() throws IOException {
    dataset = folder.resolve("dataset");
    new SampleDataset(new MemoryBlockStore()).published(dataset);
  }

  /** A proof of the sample dataset with a block of a real chain, and that block. */
  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SampleProverTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static TrustedAnchor block() throws IOException {
    return TrustedAnchor.TrustedBlock.parse(
        new String(resource("anvil-block.txt"), StandardCharsets.UTF_8));
  }

  @Test
  void provesASampleInFourKilobytes() throws IOException {
    SampleProof proof = SampleProver.prove(dataset, "7");
    byte[] bytes = DagJson.write(proof);
    assertThat(bytes).hasSizeLessThanOrEqualTo(SampleProof.MAX_CORE_SIZE);
    assertThat(SampleProof.read(bytes)).isEqualTo(proof);
    assertThat(proof.sample()).isEqualTo(7);
    SampleProver.checkIn(dataset, proof);
    TrustedAnchor.Version claimed = TrustedAnchor.Version.of(proof);
    TrustedAnchor.Version.parse(claimed.toString()).check(proof);
  }

  @Test
  void aProofOfARealChainHolds() throws IOException {
    SampleProof proof = SampleProof.read(resource("anvil-proof.json"));
    block().check(proof);
    SampleProver.checkIn(dataset, proof);
  }

  @Test
  void everyChangedByteOfAProofIsRefused() throws IOException {
    byte[] bytes = resource("anvil-proof.json");
    TrustedAnchor trusted = block();
    for (int index = 0; index < bytes.length; index++) {
      byte[] changed = bytes.clone();
      changed[index] ^= 1;
      assertThatThrownBy(() -> trusted.check(SampleProof.read(changed)))
          .as("byte %d", index)
          .isInstanceOf(RejectedInputException.class)
          .hasMessageContaining("PROOF-");
    }
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] shorter = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SampleProof.read(shorter)).hasMessageContaining("PROOF-MALFORMED");
    }
    assertThatThrownBy(() -> SampleProof.read(new byte[SampleProof.MAX_SIZE + 1]))
        .hasMessageContaining("PROOF-MALFORMED")
        .hasMessageContaining("longer than");
  }

  @Test
  void aChangedSampleOrManifestIsRefused() throws Exception {
    SampleProof proof = SampleProver.prove(dataset, "448x256/0");
    Path written = folder.resolve("proof.json");
    Files.write(written, DagJson.write(proof));
    assertThat(python(written, "--dataset", dataset.toString())).isZero();
    flip(dataset.resolve(DATA));
    assertThatThrownBy(() -> SampleProver.checkIn(dataset, proof))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("PROOF-SAMPLE")
        .hasMessageContaining(DATA);
    assertThat(python(written, "--dataset", dataset.toString())).isOne();
    flip(dataset.resolve(DATA));
    flip(dataset.resolve(DatasetVersion.MANIFEST));
    assertThatThrownBy(() -> SampleProver.checkIn(dataset, proof))
        .isInstanceOf(AlteredDatasetException.class);
    assertThat(python(written, "--dataset", dataset.toString())).isOne();
  }

  @Test
  void anotherTrustedAnchorIsRefused() throws IOException {
    SampleProof proof = SampleProof.read(resource("anvil-proof.json"));
    assertThatThrownBy(
            () ->
                new TrustedAnchor.TrustedBlock(1, proof.block().orElseThrow().blockHash())
                    .check(proof))
        .hasMessageContaining("PROOF-HEADER")
        .hasMessageContaining("chain 1");
    assertThatThrownBy(
            () -> new TrustedAnchor.Version(proof.lineage(), proof.clip().recording()).check(proof))
        .hasMessageContaining("PROOF-ANCHOR");
    assertThatThrownBy(() -> block().check(SampleProver.prove(dataset, "0")))
        .hasMessageContaining("PROOF-HEADER")
        .hasMessageContaining("no block");
  }

  @Test
  void theScriptAgrees() throws Exception {
    byte[] bytes = resource("anvil-proof.json");
    Path proof = folder.resolve("proof.json");
    Path block = folder.resolve("block.txt");
    Files.write(block, resource("anvil-block.txt"));
    Files.write(proof, bytes);
    assertThat(python(proof, "--header", block.toString(), "--dataset", dataset.toString()))
        .isZero();
    assertThat(python(proof)).isOne();
    Random random = new Random(11);
    for (int trial = 0; trial < 25; trial++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(bytes.length)] ^= 1;
      Files.write(proof, changed);
      assertThat(python(proof, "--header", block.toString())).isOne();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    file.toFile().setWritable(true);
    Files.write(file, bytes);
  }

  private static int python(Path proof, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString(), proof.toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}

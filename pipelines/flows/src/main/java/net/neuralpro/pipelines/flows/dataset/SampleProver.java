package net.neuralpro.pipelines.flows.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.merkle.MerkleProofs;
import net.neuralpro.schemas.merkle.MerkleTree;
import net.neuralpro.schemas.proof.AnchorSource;
import net.neuralpro.schemas.proof.BlockProof;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.StateProof;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** Makes proofs of samples of a dataset in a folder, and holds them against one. */
public final class SampleProver {
  private static final int MAX_LEAVES = 1 << 27;

  private SampleProver() {}

  /**
   * Proves a sample.
   *
   * @param sample as {@link SampleLineage#of} takes it
   * @throws NoSuchSampleException if there is no such sample
   * @throws AlteredDatasetException if the lineage is not the one that the manifest names
   */
  public static SampleProof prove(Path dataset, String sample) throws IOException {
    DatasetFolder folder = DatasetFolder.open(dataset);
    SampleLineage traced = SampleLineage.of(dataset, sample);
    LineageCommitment lineage = folder.version().lineage();
    MerkleTree tree = new MerkleTree();
    List<byte[]> hashes = new ArrayList<>();
    try (BufferedReader lines =
        Files.newBufferedReader(dataset.resolve(Lineage.CLIPS), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ClipLine clip = DagJson.read(line.getBytes(StandardCharsets.UTF_8), ClipLine.class);
        if (clip.samples() > MAX_LEAVES - hashes.size()) {
          throw new IOException("Cannot prove samples of more than " + MAX_LEAVES);
        }
        Cid cid = DagJson.block(clip).cid();
        for (int row = 0; row < clip.samples(); row++) {
          byte[] leaf = ClipLine.leaf(cid, row);
          tree.add(leaf);
          hashes.add(MerkleTree.leafHash(leaf));
        }
      }
    }
    if (!HexFormat.of().formatHex(tree.root()).equals(lineage.root())
        || hashes.size() != lineage.leaves()) {
      throw new AlteredDatasetException(
          Lineage.CLIPS, "its clips are not those of the lineage that the manifest names");
    }
    int index = (int) (traced.clip().firstSample() + traced.row());
    SampleProof proof =
        new SampleProof(
            1,
            folder.root(),
            lineage,
            traced.clip(),
            (int) traced.row(),
            MerkleProofs.inclusion(hashes, index).stream().map(HexFormat.of()::formatHex).toList(),
            Optional.empty(),
            Optional.empty());
    proof.check();
    return proof;
  }

  /**
   * The proof with the block that shows where its version was published.
   *
   * @param dataset the dataset's identifier in the registry, 64 hex digits
   * @throws RejectedInputException if the chain does not show this version
   */
  public static SampleProof anchored(
      SampleProof proof, AnchorSource source, Address registry, String dataset) throws IOException {
    byte[] manifest = proof.manifest().digest();
    BlockProof block = source.prove(registry, StateProof.slots(dataset, manifest));
    try {
      StateProof.Stored stored =
          StateProof.read(block, source.chain(), registry, dataset, manifest);
      SampleProof anchored = proof.with(stored.anchor(), block);
      anchored.check();
      return anchored;
    } catch (IllegalArgumentException e) {
      throw refused("PROOF-CHAIN", "block", "The chain does not show it: " + e.getMessage() + ".");
    }
  }

  /**
   * Checks a proof by a chain: its block must be on the chain and final.
   *
   * @throws RejectedInputException if it is not
   */
  public static void checkAt(AnchorSource source, SampleProof proof) throws IOException {
    proof.check();
    if (proof.anchor().isEmpty() || proof.block().isEmpty()) {
      throw refused("PROOF-HEADER", "block", "The proof has no block.");
    }
    long chain = source.chain();
    if (chain != proof.anchor().get().chain()) {
      throw refused("PROOF-CHAIN", "anchor", "The endpoint is of chain " + chain + ".");
    }
    long number = StateProof.blockNumber(proof.block().get());
    Optional<String> hash = source.blockHash(number);
    if (!hash.equals(Optional.of(proof.block().get().blockHash()))) {
      throw refused(
          "PROOF-HEADER",
          "block",
          "Block %d of the chain is %s.".formatted(number, hash.orElse("not final yet")));
    }
  }

  /**
   * Checks a proof against a dataset: its manifest, and the bytes of the files with the sample.
   *
   * @throws RejectedInputException if they are not those that the proof names
   */
  public static void checkIn(Path dataset, SampleProof proof) throws IOException {
    proof.check();
    DatasetFolder folder = DatasetFolder.open(dataset);
    if (!folder.root().equals(proof.manifest())
        || !folder.version().lineage().equals(proof.lineage())) {
      throw refused("PROOF-DATASET", dataset.toString(), "It is version " + folder.root() + ".");
    }
    for (Map.Entry<String, Cid> named : proof.clip().files().entrySet()) {
      DatasetFile file =
          folder
              .version()
              .file(named.getKey())
              .filter(it -> it.cid().equals(named.getValue()))
              .orElseThrow(
                  () -> refused("PROOF-DATASET", named.getKey(), "The manifest names another."));
      Path path = dataset.resolve(file.path());
      if (!Files.isRegularFile(path) || !digest(path).equals(file.sha256())) {
        throw refused("PROOF-SAMPLE", file.path(), "Its bytes are missing or others.");
      }
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(Sha256.of(in));
    }
  }

  private static RejectedInputException refused(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }
}

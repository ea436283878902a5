package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.proof.JsonRpcAnchorSource;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.pipelines.flows.chain.AnchoredProof;
import net.neuralpro.pipelines.flows.dataset.ContinuityProver;
import net.neuralpro.pipelines.flows.dataset.SampleProver;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.proof.ContinuityProof;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.TrustedAnchor;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural prove}: writes down where a sample came from, so that anybody can check it. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = "Writes a proof of where a sample came from, which anybody can check offline.",
    footer = {
      "",
      "Examples:",
      "  neural prove dataset 17 -o proof.json",
      "  neural prove dataset 448x256/3 -o proof.json",
      "  neural prove dataset 17 --since parent -o proof.json",
      "  neural prove dataset 17 -o proof.json --rpc http://127.0.0.1:8545 \\",
      "      --registry 0x… --dataset-id …",
      "",
      "It holds a block of the chain that shows that the version was published, if it was. With",
      "--since it also shows that the version goes on from an earlier one, which has the same sample."
    })
final class ProveCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  @Parameters(
      index = "1",
      paramLabel = "SAMPLE",
      description = "A sample's number, or BUCKET/EPISODE: its first row.")
  private String sample;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The proof to write.")
  private Path output;

  @Option(
      names = "--since",
      paramLabel = "DATASET",
      description = "The folder of an earlier version, which the proof is to lead back to.")
  private @Nullable Path since;

  @ArgGroup(exclusive = false)
  private @Nullable Registry registry;

  @Mixin private ChainUse chainUse;

  ProveCommand() {}

  /** Where the version was published, if the workspace's chain is not meant. */
  private static final class Registry {
    @Option(
        names = "--rpc",
        required = true,
        paramLabel = "URL",
        description = "A node of another chain than the workspace's.")
    private URI rpc;

    @Option(
        names = "--registry",
        required = true,
        paramLabel = "ADDRESS",
        description = "The contract DatasetRegistry.")
    private String address;

    @Option(
        names = "--dataset-id",
        required = true,
        paramLabel = "HEX",
        description = "The dataset's identifier in the registry: datasetOf(publisher, name).")
    private String datasetId;
  }

  @Override
  public Integer call() throws IOException {
    SampleProof proof = SampleProver.prove(dataset, sample);
    proof = registry == null ? anchoredHere(proof) : anchoredAt(registry, proof);
    Record whole = since == null ? proof : continued(proof, since);
    byte[] bytes = DagJson.write(whole);
    NewFile.write(output, out -> out.write(bytes));
    terminal.json(whole);
    terminal.print("Sample     " + proof.sample() + " of " + proof.manifest());
    terminal.print("Anchor     " + TrustedAnchor.Version.of(proof));
    proof.block().ifPresent(block -> terminal.print("Block      0x" + block.blockHash()));
    terminal.print("Written    " + output + ", " + bytes.length + " bytes");
    return Exit.OK;
  }

  private ContinuityProof continued(SampleProof proof, Path earlier) throws IOException {
    try (EmbeddedBlockStore blocks = Home.workspace().blocks()) {
      ContinuityProof continued = new ContinuityProver(blocks).prove(proof, dataset, earlier);
      terminal.print(
          "Since      sample %d of %s, %d versions before"
              .formatted(
                  continued.earlier().sample(),
                  continued.earlier().manifest(),
                  continued.versions().size() - 1));
      return continued;
    }
  }

  private static SampleProof anchoredAt(Registry registry, SampleProof proof) throws IOException {
    String id = registry.datasetId;
    return SampleProver.anchored(
        proof,
        new JsonRpcAnchorSource(registry.rpc),
        Address.parse(registry.address),
        id.startsWith("0x") ? id.substring(2) : id);
  }

  /** The proof with a block of the workspace's chain, if the version was published there. */
  private SampleProof anchoredHere(SampleProof proof) throws IOException {
    Optional<ChainUse.Session> opened = chainUse.open(Home.workspace(), Optional.empty(), terminal);
    if (opened.isEmpty()) {
      return proof;
    }
    try (ChainUse.Session session = opened.get()) {
      Chain chain = session.chain();
      Optional<SampleProof> anchored = AnchoredProof.of(proof, chain);
      if (anchored.isEmpty()) {
        terminal.note(
            "Version %s was not published on chain %d: the proof has no block"
                .formatted(proof.manifest(), chain.number()));
      }
      return anchored.orElse(proof);
    }
  }
}

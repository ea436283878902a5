package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.proof.JsonRpcAnchorSource;
import net.neuralpro.pipelines.flows.dataset.SampleProver;
import net.neuralpro.schemas.content.DagJson;
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
      "  neural prove dataset 17 -o proof.json --rpc http://127.0.0.1:8545 \\",
      "      --registry 0x… --dataset-id …",
      "",
      "With --rpc it holds a block of the chain that shows that the version was published."
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

  @ArgGroup(exclusive = false)
  private @Nullable Chain chain;

  ProveCommand() {}

  /** Where the version was published. */
  private static final class Chain {
    @Option(
        names = "--rpc",
        required = true,
        paramLabel = "URL",
        description = "A node of the chain.")
    private URI rpc;

    @Option(
        names = "--registry",
        required = true,
        paramLabel = "ADDRESS",
        description = "The contract DatasetRegistry.")
    private String registry;

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
    if (chain != null) {
      proof =
          SampleProver.anchored(
              proof,
              new JsonRpcAnchorSource(chain.rpc),
              Address.parse(chain.registry),
              chain.datasetId.startsWith("0x") ? chain.datasetId.substring(2) : chain.datasetId);
    }
    byte[] bytes = DagJson.write(proof);
    NewFile.write(output, out -> out.write(bytes));
    terminal.json(proof);
    terminal.print("Sample     " + proof.sample() + " of " + proof.manifest());
    terminal.print("Anchor     " + TrustedAnchor.Version.of(proof));
    proof.block().ifPresent(block -> terminal.print("Block      0x" + block.blockHash()));
    terminal.print("Written    " + output + ", " + bytes.length + " bytes");
    return Exit.OK;
  }
}

package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Datasets;
import net.neuralpro.connectors.chain.network.Place;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.PublishVersion;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural fund}: pays in for those who contribute to a dataset. */
@Command(
    name = "fund",
    mixinStandardHelpOptions = true,
    description = "Pays in for those who contribute to a dataset that was published.",
    footer = {
      "",
      "Examples:",
      "  neural fund dataset 1000 --payment spring",
      "",
      "The same payment again is paid once."
    })
final class FundCommand implements Callable<Integer> {
  private static final int DIGITS = 18;

  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  @Parameters(index = "1", paramLabel = "TOKENS", description = "How much, as 1000 or 0.5.")
  private BigDecimal tokens;

  @Option(
      names = "--payment",
      required = true,
      paramLabel = "NAME",
      description = "A name for this payment among yours.")
  private String payment;

  FundCommand() {}

  /** For scripts. */
  private record Report(Digest dataset, String wei, Place place) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    DatasetFolder folder = DatasetFolder.open(dataset);
    try (ChainUse.Session session = ChainUse.require(workspace, Optional.of(Home.key(workspace)))) {
      Chain chain = session.chain();
      Datasets.Published published =
          PublishVersion.find(chain, folder.root())
              .orElseThrow(
                  () ->
                      new RejectedInputException(
                          Finding.error(
                              "EPOCH-FUNDS",
                              folder.root().toString(),
                              "It was not published on chain %d.".formatted(chain.number()))));
      BigInteger wei = tokens.movePointRight(DIGITS).toBigIntegerExact();
      Place place = chain.rewards().fund(payment, published.dataset(), wei);
      terminal.json(new Report(published.dataset(), wei.toString(), place));
      terminal.print(
          "%s for dataset %s, in block %d."
              .formatted(ChainWords.amount(wei), published.dataset(), place.block()));
      return Exit.OK;
    }
  }
}

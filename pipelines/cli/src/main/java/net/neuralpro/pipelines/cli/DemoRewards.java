package net.neuralpro.pipelines.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.chain.network.Datasets;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.AnchoredProof;
import net.neuralpro.pipelines.flows.chain.ClaimReward;
import net.neuralpro.pipelines.flows.chain.CloseEpoch;
import net.neuralpro.pipelines.flows.chain.Epochs;
import net.neuralpro.pipelines.flows.chain.PublishVersion;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.dataset.SampleProver;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.recording.Address;

/**
 * The end of the demonstration on the workspace's own chain: the dataset is funded, epochs are
 * closed until a contributor has something to claim, he is paid, and a sample is proved. The
 * chain's time is let pass instead of waited for.
 */
final class DemoRewards {
  private static final BigInteger FUNDS = BigInteger.TEN.pow(21);
  private static final String SAMPLE = "17";

  /** An award vests from the epoch after its own. */
  private static final int MOST_EPOCHS = 3;

  private final EpochSession session;
  private final Address protocol;
  private final Terminal terminal;

  private DemoRewards(EpochSession session, Address protocol, Terminal terminal) {
    this.session = session;
    this.protocol = protocol;
    this.terminal = terminal;
  }

  /**
   * Shows it, if the workspace's chain is its own.
   *
   * @param contributor who claims
   * @return whether the proof of a sample was written
   */
  static boolean show(
      Workspace workspace, Path dataset, Address contributor, ChainUse use, Terminal terminal)
      throws IOException {
    ContributorKey key = Home.key(workspace);
    if (!(ChainSettings.read(workspace.home()) instanceof ChainSettings.Embedded)) {
      return false;
    }
    Optional<ChainUse.Session> opened = use.open(workspace, Optional.of(key), terminal);
    if (opened.isEmpty()) {
      return false;
    }
    try (EpochSession session = EpochSession.over(opened.get(), workspace, List.of())) {
      DatasetFolder folder = DatasetFolder.open(dataset);
      Optional<Datasets.Published> published = PublishVersion.find(session.chain(), folder.root());
      if (published.isEmpty()) {
        return false;
      }
      DemoRewards rewards = new DemoRewards(session, key.address(), terminal);
      rewards.pay(published.get(), contributor);
      rewards.prove(dataset);
      return true;
    }
  }

  /** The proof that is written. */
  static Path proof(Path dataset) {
    return beside(dataset, ".proof.json");
  }

  /** The block that the proof is held against: the chain's number and the block's hash. */
  static Path block(Path dataset) {
    return beside(dataset, ".block.txt");
  }

  private static Path beside(Path dataset, String ending) {
    return dataset.resolveSibling(dataset.getFileName() + ending);
  }

  private void pay(Datasets.Published published, Address contributor) throws IOException {
    Epochs epochs = session.epochs();
    epochs.chain().rewards().fund("demo " + published.dataset(), published.dataset(), FUNDS);
    BigInteger paid = BigInteger.ZERO;
    for (int epoch = 0; epoch < MOST_EPOCHS && paid.signum() == 0; epoch++) {
      close(epochs);
      paid = ClaimReward.of(contributor, epochs);
    }
    terminal.print("Reward  %s paid to %s".formatted(ChainWords.amount(paid), contributor));
  }

  /** Ends the epoch that runs, states what was earned by then, and settles it. */
  private void close(Epochs epochs) throws IOException {
    Chain chain = epochs.chain();
    Rewards.Periods periods = chain.rewards().periods();
    long now = chain.finalBlock().time();
    chain.advance(periods.end(periods.at(now)) - now);
    CloseEpoch close = new CloseEpoch(epochs, protocol);
    CloseEpoch.Closed closed = close.run();
    if (closed.state() == CloseEpoch.State.PROPOSED) {
      chain.advance(periods.challenge());
      closed = close.run();
    }
    if (closed.state() == CloseEpoch.State.SETTLED) {
      terminal.print(
          "Epoch   %d settled by statement %s"
              .formatted(closed.epoch(), closed.statement().orElseThrow().cid()));
    }
  }

  private void prove(Path dataset) throws IOException {
    SampleProof proof =
        AnchoredProof.of(SampleProver.prove(dataset, SAMPLE), session.chain()).orElseThrow();
    byte[] bytes = DagJson.write(proof);
    write(proof(dataset), bytes);
    String block =
        "%d 0x%s%n".formatted(session.chain().number(), proof.block().orElseThrow().blockHash());
    write(block(dataset), block.getBytes(US_ASCII));
    terminal.print(
        "Proof   of sample %s in %s, %d bytes".formatted(SAMPLE, proof(dataset), bytes.length));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    NewFile.write(file, out -> out.write(bytes));
  }
}

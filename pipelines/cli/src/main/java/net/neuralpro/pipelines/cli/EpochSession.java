package net.neuralpro.pipelines.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.pipelines.flows.chain.Epochs;
import net.neuralpro.pipelines.flows.chain.StoredVersions;
import net.neuralpro.pipelines.flows.exchange.KeptBlocks;
import net.neuralpro.pipelines.flows.exchange.Stores;
import net.neuralpro.pipelines.flows.reward.EpochClose;
import net.neuralpro.pipelines.flows.reward.StatementReplay;
import net.neuralpro.schemas.content.BlockStore;

/** The workspace's chain and store while epochs are closed or looked at. */
final class EpochSession implements Closeable {
  private final ChainUse.Session session;
  private final EmbeddedBlockStore own;
  private final BlockStore blocks;
  private final Path scratch;

  private EpochSession(
      ChainUse.Session session, EmbeddedBlockStore own, BlockStore blocks, Path scratch) {
    this.session = session;
    this.own = own;
    this.blocks = blocks;
    this.scratch = scratch;
  }

  /**
   * Opens both.
   *
   * @param from whence blocks come that the workspace has not: stores of the settings, or gateways;
   *     those of the settings if none is named
   */
  static EpochSession open(Workspace workspace, Optional<ContributorKey> key, List<String> from)
      throws IOException {
    return over(ChainUse.require(workspace, key), workspace, from);
  }

  /** Opens the store beside a chain, which is closed with it. */
  static EpochSession over(ChainUse.Session session, Workspace workspace, List<String> from)
      throws IOException {
    EmbeddedBlockStore own = workspace.blocks();
    Fetcher others = new Fetcher(Stores.of(workspace).origins(from));
    Path scratch = Files.createDirectories(workspace.home().resolve("scratch"));
    return new EpochSession(session, own, new KeptBlocks(own, others), scratch);
  }

  Chain chain() {
    return session.chain();
  }

  BlockStore blocks() {
    return blocks;
  }

  Epochs epochs() {
    return new Epochs(
        chain(),
        blocks,
        new StatementReplay(new EpochClose(blocks, scratch), new StoredVersions(blocks)));
  }

  @Override
  public void close() throws IOException {
    try (own) {
      session.close();
    }
  }
}

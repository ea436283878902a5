package net.neuralpro.pipelines.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.dev.DevChainUse;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.recording.Revocation;
import picocli.CommandLine.Option;

/** Which chain a command uses: that of the settings, the workspace's own, or none. */
final class ChainUse {
  @Option(
      names = "--no-chain",
      defaultValue = "${env:NEURAL_NO_CHAIN:-false}",
      description = "Do without a chain: nothing is registered, anchored or looked up there.")
  private boolean none;

  ChainUse() {}

  /** The workspace's chain while it is used. */
  record Session(Chain chain, Optional<DevChainUse> use) implements Closeable {
    @Override
    public void close() throws IOException {
      try (chain) {
        // closed before its process may end
      } finally {
        if (use.isPresent()) {
          use.get().close();
        }
      }
    }
  }

  boolean isNone() {
    return none;
  }

  /**
   * Opens the chain, or nothing if the command does without, or if the workspace's own cannot be
   * started: then the person is told.
   */
  Optional<Session> open(Workspace workspace, Optional<ContributorKey> key, Terminal terminal)
      throws IOException {
    if (none) {
      return Optional.empty();
    }
    try {
      return Optional.of(require(workspace, key));
    } catch (ChainException e) {
      if (!e.rule().equals("CHAIN-PROGRAM")
          || !(ChainSettings.read(workspace.home()) instanceof ChainSettings.Embedded)) {
        throw e;
      }
      terminal.note("Without a chain, since " + e.rule() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** All that was revoked, if a chain is used. */
  List<Revocation> revocations(Workspace workspace, Terminal terminal) throws IOException {
    Optional<Session> opened = open(workspace, Optional.empty(), terminal);
    if (opened.isEmpty()) {
      return List.of();
    }
    try (Session session = opened.get()) {
      return session.chain().contributions().revocations();
    }
  }

  /** Opens the chain for what cannot be done without one. */
  static Session require(Workspace workspace, Optional<ContributorKey> key) throws IOException {
    ChainSettings settings = ChainSettings.read(workspace.home());
    if (settings instanceof ChainSettings.Embedded embedded) {
      DevChainUse use = DevChainUse.begin(embedded.folder());
      try {
        return new Session(Chain.open(settings, key), Optional.of(use));
      } catch (IOException | RuntimeException e) {
        use.close();
        throw e;
      }
    }
    return new Session(Chain.open(settings, key), Optional.empty());
  }
}

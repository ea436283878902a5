package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Place;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural revoke}: takes a recording back. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Takes a recording of yours back, for all who ask the chain from now on.",
    footer = {
      "",
      "Examples:",
      "  neural revoke bagu…",
      "",
      "The next run leaves the recording out, and says why; gateways and pushes refuse it. What",
      "others have copied already they still have, but whoever checks is told."
    })
final class RevokeCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "RECORDING", description = "As neural submit named it.")
  private Cid recording;

  RevokeCommand() {}

  /** A revocation for scripts. */
  private record Report(Cid recording, Address contributor, long chain, long block) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    ContributorKey key = Home.key(workspace);
    requireOwn(workspace, key);
    try (ChainUse.Session session = ChainUse.require(workspace, Optional.of(key))) {
      Place place = session.chain().contributions().revoke(recording);
      long number = session.chain().number();
      terminal.json(new Report(recording, key.address(), number, place.block()));
      terminal.print(
          "%s is revoked since block %d of chain %d.".formatted(recording, place.block(), number));
    }
    return Exit.OK;
  }

  private void requireOwn(Workspace workspace, ContributorKey key) throws IOException {
    try (EmbeddedBlockStore blocks = workspace.blocks()) {
      Optional<Block> manifest = blocks.get(recording);
      if (manifest.isEmpty()) {
        terminal.note(
            "The manifest of %s is not here: your word counts if it is signed by %s"
                .formatted(recording, key.address()));
        return;
      }
      Address contributor = SignedManifest.read(manifest.get().bytes()).publicHalf().contributor();
      if (!contributor.equals(key.address())) {
        throw refused("It is of %s, and you are %s".formatted(contributor, key.address()));
      }
    }
  }

  private RejectedInputException refused(String evidence) {
    return new RejectedInputException(
        Finding.error("REVOKE-FOREIGN", recording.toString(), evidence));
  }
}

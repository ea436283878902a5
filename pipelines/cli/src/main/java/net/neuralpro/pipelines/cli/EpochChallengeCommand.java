package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Place;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Digest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural epoch challenge}: stands against a proposal. */
@Command(
    name = "challenge",
    mixinStandardHelpOptions = true,
    description = "Stands against the proposal for an epoch with a bond, until an arbiter decides.",
    footer = {
      "",
      "Examples:",
      "  neural epoch challenge 3 --reason 'Replayed, the root is another'",
      "",
      "Whoever is wrong loses his bond: half of it is burned, half is the other's."
    })
final class EpochChallengeCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "EPOCH", description = "The epoch that it speaks for.")
  private long epoch;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "What is wrong; its SHA-256 is on the chain, the text you publish.")
  private String reason;

  EpochChallengeCommand() {}

  /** For scripts. */
  private record Report(long epoch, Digest reason, Place place) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    try (ChainUse.Session session = ChainUse.require(workspace, Optional.of(Home.key(workspace)))) {
      Digest digest = Digest.of(Sha256.of(reason.getBytes(StandardCharsets.UTF_8)));
      Place place = session.chain().rewards().challenge(epoch, digest);
      terminal.json(new Report(epoch, digest, place));
      terminal.print("Epoch %d is challenged since block %d.".formatted(epoch, place.block()));
      return Exit.OK;
    }
  }
}

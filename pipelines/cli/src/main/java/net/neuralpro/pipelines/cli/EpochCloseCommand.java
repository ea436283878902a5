package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.CloseEpoch;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural epoch close}: states what contributors have earned. */
@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description =
        "States what contributors have earned by the last epoch that ended, under a bond.",
    footer = {
      "",
      "Examples:",
      "  neural epoch close",
      "  neural epoch close --protocol 0x52908400098527886E0F7030069857D2E4169EE7",
      "",
      "Ended at any moment, the same command goes on: it makes the same statement, and proposes it",
      "once. Nobody having challenged it in time, the same command settles it. The versions that were",
      "published must be in the workspace's store or in those of the settings."
    })
final class EpochCloseCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Option(
      names = "--protocol",
      paramLabel = "ADDRESS",
      description = "Who gets the protocol's share, in the first statement; by default you.")
  private @Nullable Address protocol;

  EpochCloseCommand() {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    ContributorKey key = Home.key(workspace);
    try (EpochSession session = EpochSession.open(workspace, Optional.of(key), List.of())) {
      CloseEpoch.Closed closed =
          new CloseEpoch(session.epochs(), protocol == null ? key.address() : protocol).run();
      terminal.json(closed);
      report(closed, terminal);
      return Exit.OK;
    }
  }

  static void report(CloseEpoch.Closed closed, Terminal terminal) {
    terminal.print("Epoch      %d: %s".formatted(closed.epoch(), Words.lower(closed.state())));
    closed
        .statement()
        .ifPresent(
            statement -> {
              terminal.print("Statement  " + statement.cid());
              terminal.print("Root       " + statement.root());
              terminal.print("Total      " + ChainWords.amount(statement.total()));
            });
    closed
        .until()
        .map(Instant::ofEpochSecond)
        .ifPresent(until -> terminal.print("Settles    after " + until));
  }
}

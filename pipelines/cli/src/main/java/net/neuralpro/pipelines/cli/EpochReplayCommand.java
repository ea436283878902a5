package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.pipelines.flows.chain.Epochs;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural epoch replay}: makes the statement of an epoch anew. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Makes the statements up to an epoch anew, and holds them against the chain.",
    footer = {
      "",
      "Examples:",
      "  neural epoch replay 3",
      "  neural epoch replay 3 --from https://gateway.example",
      "",
      "It needs nothing but the chain and the published versions. Ends with 4 if a statement is not",
      "what follows from them."
    })
final class EpochReplayCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "EPOCH", description = "An epoch that was settled.")
  private long epoch;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      description =
          "A gateway (https://host) or a store of the settings that has the versions; may be"
              + " repeated. By default those of the settings.")
  private List<String> from = new ArrayList<>();

  EpochReplayCommand() {}

  /** A statement that was made anew, for scripts. */
  private record Replayed(
      long epoch, Cid statement, Digest root, String total, boolean same, Digest settledRoot) {}

  @Override
  public Integer call() throws IOException {
    try (EpochSession session = EpochSession.open(Home.workspace(), Optional.empty(), from)) {
      Epochs epochs = session.epochs();
      List<Rewards.Settled> settled = epochs.settled(epoch);
      if (settled.isEmpty() || settled.get(settled.size() - 1).epoch() != epoch) {
        throw new RejectedInputException(
            Finding.error("EPOCH-UNSETTLED", "epoch " + epoch, "No statement of it was settled."));
      }
      List<RewardStatement> made = epochs.replay(settled);
      List<Replayed> replayed = new ArrayList<>();
      for (int index = 0; index < made.size(); index++) {
        replayed.add(compare(made.get(index), settled.get(index)));
      }
      terminal.json(replayed);
      for (Replayed each : replayed) {
        terminal.print(
            "%-9s epoch %d: root %s, %s in all"
                .formatted(
                    each.same() ? "same" : "OTHER", each.epoch(), each.root(), each.total()));
        if (!each.same()) {
          terminal.print("          settled was root " + each.settledRoot());
        }
      }
      return replayed.stream().allMatch(Replayed::same) ? Exit.OK : Exit.ALTERED;
    }
  }

  private static Replayed compare(RewardStatement made, Rewards.Settled settled) {
    boolean same =
        made.digest().equals(settled.statement())
            && made.root().equals(settled.root())
            && made.total().amount().equals(settled.total());
    return new Replayed(
        settled.epoch(),
        made.block().cid(),
        made.root(),
        made.total().toString(),
        same,
        settled.root());
  }
}

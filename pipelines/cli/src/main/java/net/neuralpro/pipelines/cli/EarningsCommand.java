package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.Epochs;
import net.neuralpro.pipelines.flows.reward.AccountEarnings;
import net.neuralpro.pipelines.flows.reward.Award;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.Wei;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural earnings}: what an account has earned, and for what. */
@Command(
    name = "earnings",
    mixinStandardHelpOptions = true,
    description = "Tells what an account has earned by the last settled epoch, and for what.",
    footer = {"", "Examples:", "  neural earnings", "  neural earnings 0x5290… --json"})
final class EarningsCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description = "Whose; by default yours.")
  private @Nullable Address account;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      description = "A gateway or a store of the settings that has the statement; may be repeated.")
  private List<String> from = new ArrayList<>();

  EarningsCommand() {}

  /** For scripts; amounts are wei. */
  private record Report(
      Address account,
      long epoch,
      Wei earned,
      Wei open,
      Wei claimed,
      Wei claimable,
      List<Award> awards) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    Address whose = account == null ? Home.key(workspace).address() : account;
    try (EpochSession session = EpochSession.open(workspace, Optional.empty(), from)) {
      Rewards rewards = session.chain().rewards();
      Optional<Rewards.Settled> current = rewards.currentRoot();
      if (current.isEmpty()) {
        terminal.json(List.of());
        terminal.print("No epoch was settled yet.");
        return Exit.OK;
      }
      AccountEarnings earnings =
          AccountEarnings.of(
              session.blocks(),
              session.epochs().read(Epochs.statement(current.get().statement())),
              whose);
      Wei claimed = new Wei(rewards.claimed(whose));
      terminal.json(
          new Report(
              whose,
              earnings.epoch(),
              earnings.cumulative(),
              earnings.open(),
              claimed,
              earnings.claimable(claimed),
              earnings.awards()));
      terminal.print("Account    " + whose);
      terminal.print("Epoch      " + earnings.epoch());
      terminal.print("Earned     " + amount(earnings.cumulative()));
      terminal.print("Vests yet  " + amount(earnings.open()));
      terminal.print("Paid out   " + amount(claimed));
      terminal.print("Claimable  " + amount(earnings.claimable(claimed)));
      for (Award award : earnings.awards()) {
        terminal.print(
            "  epoch %d, recording %s: %s, of which %s vested"
                .formatted(
                    award.epoch(),
                    award.recording().substring(0, 12),
                    ChainWords.amount(award.amount()),
                    ChainWords.amount(award.vested())));
      }
      return Exit.OK;
    }
  }

  private static String amount(Wei wei) {
    return ChainWords.amount(wei.amount());
  }
}

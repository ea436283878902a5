package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.ClaimReward;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural claim}: has an account paid what it has earned. */
@Command(
    name = "claim",
    mixinStandardHelpOptions = true,
    description = "Has an account paid what it has earned by the last settled epoch.",
    footer = {
      "",
      "Examples:",
      "  neural claim",
      "  neural claim 0x52908400098527886E0F7030069857D2E4169EE7",
      "",
      "You pay the gas; the account gets the money, whoever asks."
    })
final class ClaimCommand implements Callable<Integer> {
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

  ClaimCommand() {}

  /** For scripts; amounts are wei. */
  private record Report(Address account, String paid, String balance) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    ContributorKey key = Home.key(workspace);
    Address whose = account == null ? key.address() : account;
    try (EpochSession session = EpochSession.open(workspace, Optional.of(key), from)) {
      Rewards rewards = session.chain().rewards();
      BigInteger paid = ClaimReward.of(whose, session.epochs());
      if (paid.signum() == 0) {
        throw new RejectedInputException(
            Finding.error("EPOCH-NOTHING", whose.toString(), "There is nothing to claim."));
      }
      BigInteger balance = rewards.balance(whose);
      terminal.json(new Report(whose, paid.toString(), balance.toString()));
      terminal.print(
          "%s was paid %s and has %s."
              .formatted(whose, ChainWords.amount(paid), ChainWords.amount(balance)));
      return Exit.OK;
    }
  }
}

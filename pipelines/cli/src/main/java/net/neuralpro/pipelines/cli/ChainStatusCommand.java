package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.recording.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural chain status}: where the chain stands, and what your account has on it. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells where the chain stands, what is on it, and what your account has.",
    footer = {"", "Examples:", "  neural chain status", "  neural chain status --json"})
final class ChainStatusCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  ChainStatusCommand() {}

  /** The chain for scripts; amounts in wei. */
  private record Report(
      long chain,
      List<String> nodes,
      FinalBlock finalBlock,
      SortedMap<String, Address> contracts,
      int registrations,
      int versions,
      int revocations,
      long settledEpoch,
      Address account,
      String coins,
      String tokens) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    try (ChainUse.Session session = ChainUse.require(workspace, Optional.of(Home.key(workspace)))) {
      Chain chain = session.chain();
      Address account = chain.lane().address();
      BigInteger coins = chain.coins(account);
      BigInteger tokens = chain.rewards().balance(account);
      Report report =
          new Report(
              chain.number(),
              chain.endpoints().nodes().stream().map(Endpoints::name).toList(),
              chain.finalBlock(),
              chain.deployment().contracts(),
              chain.contributions().registrations().size(),
              chain.datasets().publications().size(),
              chain.contributions().revocations().size(),
              chain.rewards().currentRoot().map(Rewards.Settled::epoch).orElse(0L),
              account,
              coins.toString(),
              tokens.toString());
      terminal.json(report);
      terminal.print(
          "Chain          %d at %s".formatted(report.chain(), String.join(", ", report.nodes())));
      terminal.print("Final block    " + ChainWords.block(report.finalBlock()));
      terminal.print("Registrations  " + report.registrations());
      terminal.print("Versions       " + report.versions());
      terminal.print("Revocations    " + report.revocations());
      terminal.print("Settled epoch  " + report.settledEpoch());
      terminal.print("Account        " + account);
      terminal.print("Coins          " + ChainWords.amount(coins));
      terminal.print("Tokens         " + ChainWords.amount(tokens));
      return Exit.OK;
    }
  }
}

package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.deployment.DeploymentCheck;
import net.neuralpro.connectors.chain.network.Chain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural chain verify}: whether the contracts on the chain are those of this program. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Holds the contracts on the chain against the code of this program.",
    footer = {
      "",
      "Examples:",
      "  neural chain verify",
      "  neural chain verify --json",
      "",
      "Each node is asked for its chain, and all for the same final block. It ends with 6 if",
      "anything is not as it should be."
    })
final class ChainVerifyCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  ChainVerifyCommand() {}

  /** The contracts for scripts. */
  private record Report(
      long chain,
      boolean genuine,
      List<Chain.NodeState> nodes,
      List<DeploymentCheck.Found> contracts) {}

  @Override
  public Integer call() throws IOException {
    try (ChainUse.Session session = ChainUse.require(Home.workspace(), Optional.empty())) {
      Chain chain = session.chain();
      List<Chain.NodeState> nodes = chain.askEachNode();
      List<DeploymentCheck.Found> contracts = chain.checkContracts();
      boolean genuine =
          nodes.stream().allMatch(Chain.NodeState::agrees)
              && contracts.stream().allMatch(each -> each.state() == DeploymentCheck.State.GENUINE);
      terminal.json(new Report(chain.number(), genuine, nodes, contracts));
      nodes.forEach(
          node ->
              terminal.print(
                  "%-21s %s".formatted(node.agrees() ? "agrees" : node.trouble(), node.name())));
      contracts.forEach(
          each ->
              terminal.print(
                  "%-21s %s %s"
                      .formatted(
                          each.name(),
                          each.address(),
                          each.state().name().toLowerCase(Locale.ROOT))));
      return genuine ? Exit.OK : Exit.CHAIN;
    }
  }
}

package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.dev.DevChainUse;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural chain dev}: the development chain of the workspace. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description =
        "Starts the workspace's development chain with the contracts on it, if it does not run.",
    footer = {
      "",
      "Examples:",
      "  neural chain dev",
      "  neural chain dev --advance 3600",
      "  neural chain dev --stop",
      "",
      "It makes a block each second while a command uses it, else with each transaction. Its state",
      "is in the workspace and goes on after any end.",
      "Nothing on it is worth anything: your account is given coins, tokens and every role."
    })
final class ChainDevCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Option(
      names = "--advance",
      paramLabel = "SECONDS",
      description = "Let so much time of the chain pass at once.")
  private @Nullable Integer seconds;

  @Option(names = "--stop", description = "End it; its state stays.")
  private boolean stop;

  ChainDevCommand() {}

  /** The chain for scripts. */
  private record Report(
      long chain, URI node, FinalBlock block, SortedMap<String, Address> contracts) {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    ChainSettings.Embedded settings = ChainSettings.embedded(workspace.home());
    if (stop) {
      Optional<DevChain> running = DevChain.running(settings.folder());
      if (running.isPresent()) {
        running.get().stop();
      }
      terminal.print(running.isPresent() ? "It is ended; its state stays." : "It does not run.");
      return Exit.OK;
    }
    DevChainUse.keep(settings.folder());
    try (Chain chain = Chain.open(settings, Optional.of(Home.key(workspace)))) {
      if (seconds != null) {
        chain.advance(seconds);
      }
      FinalBlock block = chain.finalBlock();
      URI node = chain.endpoints().nodes().get(0);
      terminal.json(new Report(chain.number(), node, block, chain.deployment().contracts()));
      terminal.print("Chain      " + chain.number() + " at " + node);
      terminal.print("Block      " + ChainWords.block(block));
      terminal.print("Account    " + chain.lane().address());
      chain
          .deployment()
          .contracts()
          .forEach((name, address) -> terminal.print("%-21s %s".formatted(name, address)));
      return Exit.OK;
    }
  }
}

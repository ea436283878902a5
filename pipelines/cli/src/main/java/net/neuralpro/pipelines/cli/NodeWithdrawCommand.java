package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.keys.Keystore;
import net.neuralpro.connectors.chain.keys.PassphraseSource;
import net.neuralpro.connectors.chain.network.Nodes;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural node withdraw}: takes back stake that is free. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = "Takes back the stake that was asked for, once it is free.",
    footer = {
      "",
      "Examples:",
      "  neural node withdraw --keys ~/node-key      the node was uninstalled",
      "  neural node withdraw --node second --json"
    })
final class NodeWithdrawCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "Where the key of the node's account was exported to.")
  private @Nullable Path keys;

  NodeWithdrawCommand() {}

  /** For scripts; the amount is wei. */
  private record Withdrawn(Address account, BigInteger amount) {}

  @Override
  public Integer call() throws IOException {
    ContributorKey owner = owner();
    try (ChainUse.Session session = ChainUse.require(Home.workspace(), Optional.of(owner))) {
      Nodes nodes = session.chain().nodes();
      Nodes.Node leaving =
          nodes
              .find(owner.address())
              .filter(known -> known.unbonding().signum() > 0)
              .orElseThrow(
                  () ->
                      new ChainException(
                          "CHAIN-REFUSED",
                          "Cannot withdraw for %s: it has asked for no stake"
                              .formatted(owner.address())));
      long now = session.chain().finalBlock().time();
      if (now < leaving.freeAt()) {
        throw new ChainException(
            "CHAIN-REFUSED",
            "Cannot withdraw for %s yet: its stake is free at %s"
                .formatted(owner.address(), Instant.ofEpochSecond(leaving.freeAt())));
      }
      nodes.withdraw();
      terminal.json(new Withdrawn(owner.address(), leaving.unbonding()));
      terminal.print(
          "%s has %s NEURAL back."
              .formatted(owner.address(), ChainWords.amount(leaving.unbonding())));
    }
    return Exit.OK;
  }

  private ContributorKey owner() throws IOException {
    if (keys == null) {
      return NodeUse.ownerKey(node.folder());
    }
    return new Keystore(keys, PassphraseSource.of(System.getenv()))
        .find()
        .orElseThrow(() -> new IOException("Cannot find a key in " + keys));
  }
}

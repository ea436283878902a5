package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.keys.Keystore;
import net.neuralpro.connectors.chain.keys.PassphraseSource;
import net.neuralpro.connectors.chain.network.Nodes;
import net.neuralpro.noderunner.agent.Journal;
import net.neuralpro.noderunner.agent.NodeFolder;
import net.neuralpro.noderunner.agent.NodeFolder.Wish;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import net.neuralpro.schemas.recording.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural node uninstall}: the node ends for good, and leaves nothing but its key. */
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = "Ends a node for good: asks for its stake, exports its key, removes the rest.",
    footer = {
      "",
      "Examples:",
      "  neural node uninstall --keys ~/node-key",
      "  neural node uninstall --node second --keys /media/usb/node-key",
      "  neural node withdraw --keys ~/node-key        when the stake is free",
      "",
      "What was done and is not paid yet must be taken first, by neural node earnings --claim: the",
      "receipts for it go with the node."
    })
final class NodeUninstallCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the key is kept that stake and earnings belong to.")
  private Path keys;

  @Option(
      names = "--forfeit",
      description = "Go even if something is not paid yet; it is lost then.")
  private boolean forfeit;

  NodeUninstallCommand() {}

  /** For scripts: when the stake is free, seconds since 1970; amounts are wei. */
  private record Uninstalled(Address account, BigInteger stake, long freeAt, Path keys) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    node.end(Wish.DRAIN, terminal);
    NodeFolder folder = node.folder();
    ContributorKey owner = NodeUse.ownerKey(folder);
    requirePaid(folder);
    new Keystore(keys, PassphraseSource.of(System.getenv())).keep(owner);
    Uninstalled uninstalled = unbond(owner, keys);
    folder.remove();
    terminal.json(uninstalled);
    terminal.print("The node is gone. Its key is in " + keys + ".");
    if (uninstalled.stake().signum() > 0) {
      terminal.print(
          "Its stake of %s NEURAL is free at %s: take it then by neural node withdraw --keys %s"
              .formatted(
                  ChainWords.amount(uninstalled.stake()),
                  Instant.ofEpochSecond(uninstalled.freeAt()),
                  keys));
    }
    return Exit.OK;
  }

  private void requirePaid(NodeFolder folder) throws IOException {
    try (Journal journal = Journal.open(folder.journal())) {
      long unpaid = journal.count(Journal.Stage.SHOWN) + journal.count(Journal.Stage.SEALED);
      if (unpaid > 0 && !forfeit) {
        throw new RefusedCallException(
            "NODE-UNPAID",
            ("Cannot remove node %s: %d of its tasks are not paid yet; perhaps run neural node"
                    + " earnings --claim, or lose them by --forfeit")
                .formatted(node.name(), unpaid));
      }
    }
  }

  /** Asks for all that is bonded; what was asked for before stays as it is. */
  private static Uninstalled unbond(ContributorKey owner, Path keys) throws IOException {
    try (ChainUse.Session session = ChainUse.require(Home.workspace(), Optional.of(owner))) {
      Nodes nodes = session.chain().nodes();
      Optional<Nodes.Node> known = nodes.find(owner.address());
      if (known.isPresent() && known.get().stake().signum() > 0) {
        BigInteger stake = known.get().stake();
        nodes.beginUnbonding("%d after %d".formatted(stake, known.get().freeAt()), stake);
        known = nodes.find(owner.address());
      }
      return new Uninstalled(
          owner.address(),
          known.map(Nodes.Node::unbonding).orElse(BigInteger.ZERO),
          known.map(Nodes.Node::freeAt).orElse(0L),
          keys);
    }
  }
}

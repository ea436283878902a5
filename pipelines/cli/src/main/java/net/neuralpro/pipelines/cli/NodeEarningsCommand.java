package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.settlement.Earnings;
import net.neuralpro.connectors.chain.settlement.OwnSettlement;
import net.neuralpro.connectors.chain.settlement.Progress;
import net.neuralpro.connectors.chain.settlement.WorkState;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.noderunner.agent.Journal;
import net.neuralpro.noderunner.agent.NodeFolder;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.Wei;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural node earnings}: what a node has earned. */
@Command(
    name = "earnings",
    mixinStandardHelpOptions = true,
    description = "Tells what a node has earned, and takes it.",
    footer = {
      "",
      "Examples:",
      "  neural node earnings",
      "  neural node earnings --claim",
      "",
      "What the scheduler leaves out of its batches too long, this settles itself."
    })
final class NodeEarningsCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

  @Option(names = "--claim", description = "Take all that can be taken.")
  private boolean claim;

  NodeEarningsCommand() {}

  /** For scripts; amounts are wei. */
  private record Report(
      Address account, Wei taken, Wei due, long unsettled, List<String> troubles) {}

  @Override
  public Integer call() throws IOException {
    Workspace home = Home.workspace();
    NodeFolder folder = node.folder();
    ContributorKey owner = NodeUse.ownerKey(folder);
    try (ChainUse.Session session = ChainUse.require(home, Optional.of(owner));
        Journal journal = Journal.open(folder.journal());
        OwnSettlement settlement =
            OwnSettlement.open(session.chain(), home.blocks(), folder.settlement())) {
      for (Journal.Entry entry : journal.in(Journal.Stage.SHOWN)) {
        settlement.add(entry.work());
      }
      Progress progress = settlement.step();
      Earnings earnings = settlement.earnings();
      if (claim) {
        progress = earnings.claim();
      }
      long unsettled = settled(journal, settlement);
      BigInteger due = earnings.due().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      Report report =
          new Report(
              owner.address(),
              new Wei(earnings.taken()),
              new Wei(due),
              unsettled,
              progress.troubles());
      terminal.json(report);
      terminal.print("Account    " + report.account());
      terminal.print("Taken      " + ChainWords.amount(report.taken().amount()));
      terminal.print("Due        " + ChainWords.amount(due));
      terminal.print("Unsettled  %d tasks".formatted(unsettled));
      progress.troubles().forEach(terminal::note);
      return progress.troubles().isEmpty() ? Exit.OK : Exit.CHAIN;
    }
  }

  /** Notes what is settled; how many tasks are not. */
  private static long settled(Journal journal, OwnSettlement settlement) throws IOException {
    long unsettled = 0;
    for (Journal.Entry entry : journal.in(Journal.Stage.SHOWN)) {
      if (settlement.state(entry.order().task()).equals(Optional.of(WorkState.SETTLED))) {
        journal.advance(entry.order().task(), Journal.Stage.SETTLED);
      } else {
        unsettled++;
      }
    }
    return unsettled;
  }
}

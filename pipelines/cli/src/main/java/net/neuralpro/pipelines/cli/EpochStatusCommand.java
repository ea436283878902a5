package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Rewards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural epoch status}: which epochs were settled, and what is proposed. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells which epochs were settled, and what is proposed for the next.",
    footer = {"", "Examples:", "  neural epoch status", "  neural epoch status --json"})
final class EpochStatusCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  EpochStatusCommand() {}

  /** For scripts. */
  private record Report(
      long ended,
      String funded,
      Optional<Rewards.Proposal> proposal,
      List<Rewards.Settled> settlements) {}

  @Override
  public Integer call() throws IOException {
    try (EpochSession session = EpochSession.open(Home.workspace(), Optional.empty(), List.of())) {
      Rewards rewards = session.chain().rewards();
      Report report =
          new Report(
              session.epochs().ended(),
              rewards.funded().toString(),
              rewards.proposal(),
              rewards.settlements());
      terminal.json(report);
      terminal.print("Ended     " + report.ended());
      terminal.print("Funded    " + ChainWords.amount(rewards.funded()));
      for (Rewards.Settled settled : report.settlements()) {
        terminal.print(
            "Settled   %d: %s to all so far, root %s"
                .formatted(settled.epoch(), ChainWords.amount(settled.total()), settled.root()));
      }
      report
          .proposal()
          .ifPresent(
              proposal ->
                  terminal.print(
                      "Proposal  %d by %s: %s"
                          .formatted(
                              proposal.epoch(), proposal.poster(), Words.lower(proposal.state()))));
      return Exit.OK;
    }
  }
}

package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.pipelines.flows.chain.Epochs;
import net.neuralpro.pipelines.flows.curate.RederivedFacts;
import net.neuralpro.pipelines.flows.local.LocalOperators;
import net.neuralpro.pipelines.flows.reward.DeepReplay;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.rules.Severity;
import org.jspecify.annotations.Nullable;
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
      "  neural epoch replay 3 --deep 10",
      "",
      "It needs nothing but the chain and the published versions. Ends with 4 if a statement is not",
      "what follows from them. --deep is for those who may read the recordings: facts that are",
      "chosen by chance are derived anew from their bytes, and nothing that is remembered counts."
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

  @Option(
      names = "--deep",
      paramLabel = "COUNT",
      description =
          "Also derive so many facts anew from their recordings, with all of their clips.")
  private int deep;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Which facts --deep chooses; by default it is drawn.")
  private @Nullable Long seed;

  EpochReplayCommand() {}

  /** A statement that was made anew, for scripts. */
  private record Replayed(
      long epoch,
      Cid statement,
      Digest root,
      String total,
      boolean same,
      Digest settledRoot,
      Optional<Derived> deep) {
    Replayed with(Derived derived) {
      return new Replayed(epoch, statement, root, total, same, settledRoot, Optional.of(derived));
    }

    boolean holds() {
      return same && deep.map(Derived::same).orElse(true);
    }
  }

  /** What came of deriving facts anew, for scripts. */
  private record Derived(long seed, int facts, List<Finding> findings) {
    boolean same() {
      return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
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
      if (deep > 0) {
        int last = made.size() - 1;
        replayed.set(last, replayed.get(last).with(derive(session, made.get(last))));
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
        each.deep().ifPresent(this::print);
      }
      return replayed.stream().allMatch(Replayed::holds) ? Exit.OK : Exit.ALTERED;
    }
  }

  private Derived derive(EpochSession session, RewardStatement statement)
      throws IOException, InterruptedException {
    long drawn = seed == null ? new SecureRandom().nextLong() : seed;
    List<ContributionFact> facts = DeepReplay.choose(session.blocks(), statement, deep, drawn);
    try (LocalOperators operators = LocalOperators.over(session.blocks(), 1);
        Terminal.Progress progress = terminal.progress("Deriving", facts.size(), " facts", 1)) {
      return new Derived(
          drawn,
          facts.size(),
          DeepReplay.check(
              facts,
              new RederivedFacts(operators.catalogue(), session.blocks(), operators.executor()),
              () -> progress.step(1)));
    }
  }

  private void print(Derived derived) {
    terminal.print(
        "%-9s %d of %d facts derived anew, chosen by seed %d"
            .formatted(
                derived.same() ? "same" : "OTHER",
                derived.facts() - derived.findings().size(),
                derived.facts(),
                derived.seed()));
    for (Finding finding : derived.findings()) {
      terminal.print(
          "          %s %s: %s".formatted(finding.rule(), finding.place(), finding.evidence()));
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
        settled.root(),
        Optional.empty());
  }
}

package net.neuralpro.pipelines.control.simulation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.neuralpro.pipelines.control.simulation.Simulation.Cell;
import net.neuralpro.pipelines.control.simulation.Simulation.Limit;
import net.neuralpro.pipelines.control.simulation.Simulation.Outcome;

/** A simulation as a page: docs/reference/cost-to-cheat.md is that of the default grid. */
public final class Table {
  private static final int TOLERATED = 30;

  private static final String HEAD =
      """
      # What it costs to cheat

      `neural simulate network` writes this page, over the code that checks results. Amounts are in
      prices of one task. A cheat does no work, and work is taken to cost all that it is paid, so what
      honest work brings is zero, and what cheating brings is all gain. Under the default policy \
      `%s`, a penalty
      is at least %d prices; %d of %d judges decide; a stranger is checked at %s %% and nobody below \
      %s %%; %s %% canaries.

      **Up to %d %% of the stake in one hand no strategy gains; at %d %% the first one does: %s.**

      """;

  private static final String FOOT =
      """

      ## What this rests on

      - **The seed.** What a node says is put down before the block whose hash draws the checks, and no
        hand makes blocks. Whoever can choose among block hashes draws again as often.
      - **Judges.** The contract draws *nodes*, not stake: the share is also that of the nodes which
        stand ready to judge. A hand that spreads its stake over many nodes, while others keep theirs in
        few, has more tickets than stake; honest owners of much must stand with as many nodes.
      - **Checkers** are drawn by stake, one at a time. The requester has enough honest stake to draw
        from, looks whether every drawn task was checked, and has the bond for every dispute.
      - **Prices.** No price is above the least penalty divided by the multiple. Above it a requester
        could raise the penalty of a node that he frames, but not his own bond.
      - **A false result is worth its price.** Whoever gains otherwise from data that is false must be
        held against the column of cost: what each false result that stays costs him.
      - Stake is at least one penalty, slashed while it unbonds too, and unsettled pay is at most
        stake·p/(1−p) at the floor p.
      - Outputs are compared byte by byte. Where an operator has a tolerance, all that is within it is
        right.

      ## What it does not show

      - **Shared work.** If a task and its check fall to one hand, it can work once and show the bytes
        twice: the output is right, and the hand saves the work of a check, in (share × rate) of all
        tasks. Nothing finds this; it is the one gain that remains.
      - **Agreement without a check.** A quorum of a `TaskCommittee` task is paid at once and cannot be
        disputed, so judges who find themselves a quorum gain: with a share of 30 %% in 3 of 5 places in
        16 %% of tasks. The default policy does not use it, and `Replicated` draws checks of what was
        agreed.
      """;

  private Table() {}

  /** The whole page. */
  public static String page(Grid grid, Outcome outcome) {
    return head(outcome)
        + calculated(grid)
        + "\n"
        + played(grid, outcome)
        + "\n"
        + limits(grid)
        + FOOT.formatted();
  }

  private static String head(Outcome outcome) {
    var policy = Grid.usual();
    Limit limit = Simulation.limit(policy);
    return HEAD.formatted(
        outcome.policy(),
        policy.multiple(),
        Simulation.DEPLOYED.quorum(),
        Simulation.DEPLOYED.judges(),
        percent(policy.first().perMillion()),
        percent(policy.floor().perMillion()),
        percent(policy.canaries().perMillion()),
        limit.holds(),
        limit.holds() + 1,
        limit.worst().orElse("none"));
  }

  /** What can be calculated of the default policy, fast. */
  static String calculated(Grid grid) {
    List<String> lines = new ArrayList<>();
    lines.add("## Expected gain of an attempt, calculated\n");
    lines.add(row("Nodes", "what they do", shares(grid), "cost at 30 %"));
    lines.add("|---|---|" + "---:|".repeat(grid.shares().size() + 1));
    for (Strategy strategy : Strategy.values()) {
      List<String> gains =
          grid.shares().stream()
              .map(share -> Simulation.rounded(expected(strategy, share).gain()).toPlainString())
              .toList();
      lines.add(
          row(
              strategy.word(),
              strategy.meaning(),
              gains,
              Simulation.rounded(expected(strategy, TOLERATED).cost()).toPlainString()));
    }
    return String.join("\n", lines)
        + "\n\nColumns are the share of the stake in one hand. Cost is what each false result that"
        + " nobody\ncontradicts costs.\n";
  }

  private static String played(Grid grid, Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add("## Mean gain of an attempt, played\n");
    lines.add(row("Nodes", "checks for each task", shares(grid), "tasks to detection"));
    lines.add("|---|---:|" + "---:|".repeat(grid.shares().size() + 1));
    int last = grid.shares().get(grid.shares().size() - 1);
    int shown = grid.shares().contains(TOLERATED) ? TOLERATED : last;
    for (Strategy strategy : Strategy.values()) {
      List<Cell> cells =
          outcome.cells().stream().filter(cell -> cell.strategy().equals(strategy.word())).toList();
      Cell cell = cells.stream().filter(one -> one.share() == shown).findFirst().orElseThrow();
      lines.add(
          row(
              strategy.word(),
              cell.overhead().toPlainString(),
              cells.stream().map(one -> one.played().toPlainString()).toList(),
              cell.detection().map(number -> number.toPlainString()).orElse("never")));
    }
    return String.join("\n", lines)
        + ("\n\nOf %d attempts (a quarter for long con and one percent) among %d nodes, with seed %d;"
                + " detection and\nchecks at %d %%. Detection counts the honest tasks before it; an"
                + " honest row's checks fall with its history.\n")
            .formatted(outcome.attempts(), Network.NODES, outcome.seed(), shown);
  }

  /** Where other policies stop holding. */
  static String limits(Grid grid) {
    List<String> lines = new ArrayList<>();
    lines.add("## Where a policy stops holding\n");
    lines.add(
        "| floor % | canaries % | penalty, prices | checks for each task | holds up to % | gains"
            + " first |");
    lines.add("|---:|---:|---:|---:|---:|---|");
    for (var policy : grid.policies()) {
      Limit limit = Simulation.limit(policy);
      lines.add(
          "| %s | %s | %d | %s | %s | %s |"
              .formatted(
                  percent(limit.floor()),
                  percent(limit.canaries()),
                  limit.multiple(),
                  limit.overhead().stripTrailingZeros().toPlainString(),
                  limit.holds() < 0 ? "never" : Integer.toString(limit.holds()),
                  limit.worst().orElse("none")));
    }
    return String.join("\n", lines)
        + "\n\nBy calculation at each hundredth up to 50; checks are those of a fully trusted"
        + " node.\n";
  }

  private static Expectation expected(Strategy strategy, int share) {
    return Expectation.of(strategy, new Setting(Grid.usual(), Simulation.DEPLOYED, share));
  }

  private static List<String> shares(Grid grid) {
    return grid.shares().stream().map(share -> share + " %").toList();
  }

  private static String row(String first, String second, List<String> cells, String last) {
    return "| %s | %s | %s | %s |"
        .formatted(first, second, cells.stream().collect(Collectors.joining(" | ")), last);
  }

  private static String percent(int perMillion) {
    return BigDecimal.valueOf(perMillion, 4).stripTrailingZeros().toPlainString();
  }
}

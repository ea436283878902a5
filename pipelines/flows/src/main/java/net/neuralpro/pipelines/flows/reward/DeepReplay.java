package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.rules.Finding;

/** Derives some facts of a statement again, chosen by chance that its poster could not foresee. */
public final class DeepReplay {
  private DeepReplay() {}

  /**
   * Chooses facts, each as likely as any other, in the order of the statement's table.
   *
   * @param count how many; all, if there are fewer
   * @param seed of the chance: drawn afresh for each check
   */
  public static List<ContributionFact> choose(
      BlockStore store, RewardStatement statement, int count, long seed) throws IOException {
    List<ContributionFact> chosen = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    long seen = 0;
    try (StatementTables.Rows<ContributionFact> rows =
        StatementTables.facts(store, statement.facts())) {
      for (Optional<ContributionFact> fact = rows.next(); fact.isPresent(); fact = rows.next()) {
        seen++;
        if (chosen.size() < count) {
          chosen.add(fact.get());
        } else {
          long place = random.nextLong(seen);
          if (place < count) {
            chosen.set((int) place, fact.get());
          }
        }
      }
    }
    chosen.sort(Comparator.comparing(fact -> FactRow.of(fact).bytes(), Arrays::compareUnsigned));
    return chosen;
  }

  /**
   * What is wrong with facts, or cannot be found out.
   *
   * @param checked is run after each
   */
  public static List<Finding> check(List<ContributionFact> facts, FactCheck check, Runnable checked)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (ContributionFact fact : facts) {
      check.check(fact).ifPresent(findings::add);
      checked.run();
    }
    return findings;
  }
}

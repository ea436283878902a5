package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.ArrayList;
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
   * Chooses facts, each as likely as any other.
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
    return chosen;
  }

  /** What is wrong with facts of a statement that are chosen so. */
  public static List<Finding> check(
      BlockStore store, RewardStatement statement, int count, long seed, FactCheck check)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (ContributionFact fact : choose(store, statement, count, seed)) {
      check.check(fact).ifPresent(findings::add);
    }
    return findings;
  }
}

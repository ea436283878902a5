package net.neuralpro.pipelines.flows.reward;

import java.util.Optional;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.rules.Finding;

/** Derives a fact again from its recording, for those who may read it. */
@FunctionalInterface
public interface FactCheck {
  /**
   * Compares a fact with what comes out now.
   *
   * @return an error if it is wrong, a warning if that cannot be found out here, or empty if it is
   *     right
   */
  Optional<Finding> check(ContributionFact fact) throws InterruptedException;
}

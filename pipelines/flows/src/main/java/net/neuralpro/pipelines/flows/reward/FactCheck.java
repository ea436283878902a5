package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.rules.Finding;

/** Derives a fact again from its recording, for those who may read it. */
@FunctionalInterface
public interface FactCheck {
  /**
   * Compares a fact with what comes out now.
   *
   * @return what is wrong with it, or empty if it is right
   * @throws IOException if its recording cannot be read
   */
  Optional<Finding> check(ContributionFact fact) throws IOException;
}

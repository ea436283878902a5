package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import net.neuralpro.schemas.reward.ContributionFact;

/** Facts, one after another, in any order. */
@FunctionalInterface
public interface FactSource {
  /** The next fact, or empty after the last. */
  Optional<ContributionFact> next() throws IOException;

  /** Facts that are in memory. */
  static FactSource of(Iterable<ContributionFact> facts) {
    Iterator<ContributionFact> iterator = facts.iterator();
    return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.net.URI;
import java.time.InstantSource;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.schemas.recording.Address;

/**
 * Where requesters and nodes meet a scheduler.
 *
 * @param base where it serves
 * @param domain for which contract they sign
 * @param time what their clocks say
 */
record TrialWorld(URI base, Domain domain, InstantSource time) {
  long seconds() {
    return time.instant().getEpochSecond();
  }

  TrialCaller caller(Address account, ContributorKey key) {
    return new TrialCaller(base, domain, account, key, time);
  }
}

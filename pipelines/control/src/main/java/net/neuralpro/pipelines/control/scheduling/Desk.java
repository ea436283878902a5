package net.neuralpro.pipelines.control.scheduling;

import java.time.InstantSource;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;

/**
 * What all parts of the scheduler use.
 *
 * @param ledger the truth about tasks
 * @param contents what they are made from
 * @param uploads how that comes
 * @param market what the chain says
 * @param bells wake those who wait
 * @param timing how long it waits for whom
 * @param bounds of what is kept for one requester
 * @param time what the clock says
 */
record Desk(
    TaskLedger ledger,
    Contents contents,
    Uploads uploads,
    Market market,
    Bells bells,
    Timing timing,
    Bounds bounds,
    InstantSource time) {
  /** Seconds since 1970. */
  long now() {
    return time.instant().getEpochSecond();
  }
}

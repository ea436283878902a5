package net.neuralpro.connectors.chain.settlement;

/** What became of a task that is to be settled. */
public enum WorkState {
  /** No batch has it. */
  WAITING,
  /** A batch has it that is not decided. */
  BATCHED,
  /** It is settled alone, which is not decided. */
  ALONE,
  /** It pays. */
  SETTLED,
  /** Its time was over before it could be settled. */
  LATE
}

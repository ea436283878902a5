package net.neuralpro.pipelines.control.verification;

/** What becomes of a node's result: who is paid, who stands to be slashed, what is done again. */
public enum Verdict {
  /** Not drawn: paid, and nothing learned of the node. */
  ACCEPTED(Pay.PAID, Next.NOTHING, Effect.STAYS),
  /** Drawn, and the same: paid. */
  CONFIRMED(Pay.PAID, Next.NOTHING, Effect.GROWS),
  /** Put down but not shown, or nothing put down: unpaid, and done elsewhere. */
  WITHHELD(Pay.UNPAID, Next.REDO, Effect.FALLS),
  /** A receipt that another output contradicts: unpaid, and the committee decides. */
  CONTRADICTED(Pay.UNPAID, Next.DISPUTE, Effect.FALLS),
  /**
   * The requester did it himself and says that it is wrong: unpaid by him. He gets no result for
   * it, and the node may settle its receipt alone, which he can only dispute under a bond.
   */
  DENIED(Pay.UNPAID, Next.NOTHING, Effect.FALLS),
  /** The bytes are there but are not those that were sealed: unpaid, done again, no slash. */
  UNPROVEN(Pay.UNPAID, Next.REDO, Effect.FALLS),
  /** Waits for its checker, who was silent: another is drawn, and pay waits. */
  PENDING(Pay.WAITING, Next.DRAW_AGAIN, Effect.STAYS);

  /** Whether the receipt goes into a batch. */
  public enum Pay {
    PAID,
    UNPAID,
    WAITING
  }

  /** What the scheduler does then. */
  public enum Next {
    NOTHING,
    /** The task is offered to other nodes. */
    REDO,
    /** The task is done again and the receipt disputed under a bond: its node may be slashed. */
    DISPUTE,
    /** Another checker is drawn; the silent one is {@link #WITHHELD}. */
    DRAW_AGAIN
  }

  /** What it does to trust. */
  enum Effect {
    GROWS,
    FALLS,
    STAYS
  }

  private final Pay pay;
  private final Next next;
  private final Effect effect;

  Verdict(Pay pay, Next next, Effect effect) {
    this.pay = pay;
    this.next = next;
    this.effect = effect;
  }

  public Pay pay() {
    return pay;
  }

  public Next next() {
    return next;
  }

  Effect effect() {
    return effect;
  }
}

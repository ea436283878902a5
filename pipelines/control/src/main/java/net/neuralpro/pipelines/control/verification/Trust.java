package net.neuralpro.pipelines.control.verification;

/**
 * What one requester thinks of one node. It grows by one for each check that chance drew and the
 * node passed, and by nothing else: not by work that was not checked, not by checks that somebody
 * chose, and not by what another requester says. A check that is lost, or a result that is not
 * shown, takes all of it.
 *
 * @param passed drawn checks since the last lost one
 */
public record Trust(int passed) {
  public static final Trust NONE = new Trust(0);

  public Trust {
    if (passed < 0) {
      throw new IllegalArgumentException("Cannot have passed %d checks".formatted(passed));
    }
  }

  /** How a result came to be looked at. */
  public enum Occasion {
    /** Chance drew it. */
    DRAWN,
    /** Somebody wanted it looked at. */
    CHOSEN
  }

  /** After a check that was passed. */
  public Trust passed(Occasion occasion) {
    return occasion == Occasion.DRAWN && passed < Integer.MAX_VALUE ? new Trust(passed + 1) : this;
  }

  /** After a check that was lost, however it came about. */
  public Trust lost() {
    return NONE;
  }

  /** After a verdict on one of the node's results. */
  public Trust after(Verdict verdict, Occasion occasion) {
    return switch (verdict.effect()) {
      case GROWS -> passed(occasion);
      case FALLS -> lost();
      case STAYS -> this;
    };
  }
}

package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;

/** A call that the scheduler refuses. */
public final class SchedulerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String rule;
  private final Kind kind;

  /** What kind of fault it is. */
  public enum Kind {
    /** Nobody knows who calls. */
    UNKNOWN_CALLER,
    /** The caller may not. */
    FORBIDDEN,
    /** It makes no sense. */
    BAD,
    /** It is too much. */
    TOO_LARGE,
    /** It comes too late, or says another thing than before. */
    CONFLICT,
    /** It is too much now, and may not be later. */
    BUSY,
    /** It is not there. */
    ABSENT
  }

  /**
   * What is wrong.
   *
   * @param rule that was broken
   * @param message what could not be done and why
   */
  public SchedulerException(Kind kind, String rule, String message) {
    super(message);
    this.kind = kind;
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }

  public Kind kind() {
    return kind;
  }
}

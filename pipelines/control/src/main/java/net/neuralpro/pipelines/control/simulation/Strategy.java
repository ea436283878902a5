package net.neuralpro.pipelines.control.simulation;

import java.util.Locale;

/** What nodes in one hand do. All of them cheat as if work cost all that it is paid. */
public enum Strategy {
  HONEST("does the work", Kind.WORK),
  LAZY("rubbish or an old result, each node for itself", Kind.FALSE_RESULT),
  COPYING("another's identifier, without the bytes' keyed digest", Kind.COPY),
  COLLUDING("the same false output from all, and as checkers and judges", Kind.FALSE_RESULT),
  SYBIL("the same, with a new name for each result", Kind.FALSE_RESULT),
  LONG_CON("honest until fully trusted, then all that may be unsettled at once", Kind.FALSE_RESULT),
  ONE_PERCENT("one result of a hundred is false", Kind.FALSE_RESULT),
  WITHHOLDING("false, and nothing shown once it is drawn", Kind.FALSE_RESULT),
  VOUCHED("trust made at a requester of their own, spent at another", Kind.FALSE_RESULT),
  SCHEDULER("their scheduler tells canaries and sends them all tasks", Kind.FALSE_RESULT),
  FALSE_WITNESS("as checkers, contradict an honest node", Kind.WITNESS),
  FRAMING("their requester disputes an honest node's result", Kind.FRAME);

  /** What is counted as one attempt. */
  enum Kind {
    WORK,
    FALSE_RESULT,
    COPY,
    WITNESS,
    FRAME
  }

  private final String meaning;
  private final Kind kind;

  Strategy(String meaning, Kind kind) {
    this.meaning = meaning;
    this.kind = kind;
  }

  /** What the nodes do, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** As it stands in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Kind kind() {
    return kind;
  }

  /** Whether the nodes know each other and say the same. */
  boolean isConcerted() {
    return this != LAZY;
  }

  /** Whether full trust at the requester comes before the first false result. */
  boolean isTrusted() {
    return kind == Kind.FALSE_RESULT && this != SYBIL && this != VOUCHED;
  }

  /** Whether the nodes cannot tell a canary. */
  boolean meetsCanaries() {
    return this != SCHEDULER;
  }
}

package net.neuralpro.connectors.media.telemetry.gpmf;

/** A payload that is not what GPMF allows, with the rule that it breaks and the byte where. */
final class GpmfException extends Exception {
  private static final long serialVersionUID = 1;

  private final String rule;
  private final int offset;

  GpmfException(String rule, int offset, String message) {
    super(message);
    this.rule = rule;
    this.offset = offset;
  }

  String rule() {
    return rule;
  }

  /** The byte of the payload at which it was seen. */
  int offset() {
    return offset;
  }
}

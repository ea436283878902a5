package net.neuralpro.schemas.rules;

/** What a finding leads to. */
public enum Severity {
  /** Worth knowing; nothing follows. */
  NOTICE,
  /** Something is lacking; what is affected is marked or left out, the rest is kept. */
  WARNING,
  /** The input is rejected. */
  ERROR
}

package net.neuralpro.schemas.rules;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used, with the rules that it breaks. */
public final class RejectedInputException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient List<Finding> findings;

  public RejectedInputException(List<Finding> findings) {
    super(findings.stream().map(Finding::toString).collect(Collectors.joining("; ")));
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("Cannot reject an input without a finding");
    }
    this.findings = List.copyOf(findings);
  }

  public RejectedInputException(Finding finding) {
    this(List.of(finding));
  }

  /** What was found, at least one. */
  public List<Finding> findings() {
    return findings;
  }
}

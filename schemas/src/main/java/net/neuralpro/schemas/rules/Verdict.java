package net.neuralpro.schemas.rules;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** All that was found in an input, sorted. It is accepted if none of it is an error. */
public record Verdict(List<Finding> findings) {
  public Verdict {
    findings = findings.stream().sorted().distinct().toList();
  }

  @JsonIgnore
  public boolean isAccepted() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }
}

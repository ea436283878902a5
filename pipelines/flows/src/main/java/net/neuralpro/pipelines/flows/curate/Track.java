package net.neuralpro.pipelines.flows.curate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Severity;

/**
 * A recording on its way through a pipeline: what was derived from it so far, and what was found.
 *
 * @param recording its signed manifest
 * @param values what operators made of it, as {@code operator/output}
 * @param derivations the derivations that were asked for, in order
 * @param findings what was found; an error means that it is rejected and goes no further
 */
public record Track(
    Cid recording, SortedMap<String, Cid> values, List<Cid> derivations, List<Finding> findings) {
  public Track {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    derivations = List.copyOf(derivations);
    findings = List.copyOf(findings);
  }

  public static Track of(Cid recording) {
    return new Track(recording, new TreeMap<>(), List.of(), List.of());
  }

  /** This track after an operator made these outputs. */
  Track with(String operator, Cid derivation, Map<String, Cid> outputs) {
    SortedMap<String, Cid> all = new TreeMap<>(values);
    outputs.forEach((output, cid) -> all.put(operator + "/" + output, cid));
    List<Cid> longer = new ArrayList<>(derivations);
    longer.add(derivation);
    return new Track(recording, all, longer, findings);
  }

  /** This track with more findings. */
  Track with(List<Finding> more) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(more);
    return new Track(recording, values, derivations, all);
  }

  /** Whether it goes no further. */
  public boolean rejected() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}

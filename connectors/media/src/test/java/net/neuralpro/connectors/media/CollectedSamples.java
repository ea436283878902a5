package net.neuralpro.connectors.media;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;

/** A sink that keeps all that a reader finds. */
public final class CollectedSamples implements SampleSink {
  private final SortedMap<String, List<Sample>> streams = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /** One sample. */
  public record Sample(SensorKind kind, long time, double[] values) {}

  @Override
  public void sample(String stream, SensorKind kind, long timeNanos, double... values) {
    if (values.length != kind.columns().size()) {
      throw new AssertionError(stream + " has " + values.length + " values for " + kind);
    }
    streams
        .computeIfAbsent(stream, key -> new ArrayList<>())
        .add(new Sample(kind, timeNanos, values.clone()));
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
  }

  public List<Sample> stream(String name) {
    return streams.getOrDefault(name, List.of());
  }

  public SortedMap<String, List<Sample>> streams() {
    return streams;
  }

  public List<Finding> findings() {
    return findings;
  }

  /** The rules that were found, in order. */
  public List<String> rules() {
    return findings.stream().map(finding -> finding.rule().value()).toList();
  }

  public long samples() {
    return streams.values().stream().mapToLong(List::size).sum();
  }
}

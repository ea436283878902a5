package net.neuralpro.transforms.split;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code split}. In: {@code entries}, {@link RecordingEntries} with {@code manifest},
 * {@code private}, {@code ingest/recording} and {@code segment/clips}; {@code clusters}; {@code
 * parent-splits} where there is a parent version. Out: {@code splits}, a {@link Splits}, and {@code
 * rejected}, a {@link Verdict} on recordings that would leak.
 */
public final class SplitOperator implements Operator<SplitParameters> {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String TEST = "test";

  @Override
  public String name() {
    return "split";
  }

  @Override
  public String description() {
    return "Parts recordings into train, validation and test, so that nothing leaks between them.";
  }

  @Override
  public Class<SplitParameters> parameters() {
    return SplitParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(SplitParameters parameters, Invocation invocation) throws IOException {
    Map<Cid, List<String>> clusters = new HashMap<>();
    for (Clusters.Member member :
        Clusters.read(invocation.files(), invocation.input("clusters")).members()) {
      clusters
          .computeIfAbsent(member.clip().recording(), key -> new ArrayList<>())
          .add("cluster " + member.representative());
    }
    SortedMap<Cid, String> fixed = new TreeMap<>();
    Optional<Cid> parent = invocation.optionalInput("parent-splits");
    if (parent.isPresent()) {
      fixed.putAll(Splits.read(invocation.files(), parent.get()).byRecording());
    }
    List<Member> members = new ArrayList<>();
    for (RecordingEntry entry :
        RecordingEntries.read(invocation.files(), invocation.input("entries")).entries()) {
      List<String> keys = new ArrayList<>();
      if (parameters.by().contains("cluster")) {
        keys.addAll(clusters.getOrDefault(entry.recording(), List.of()));
      }
      keys.addAll(keys(entry, parameters.by(), invocation));
      long rows =
          invocation.read(entry.require("segment/clips"), Clips.class).clips().stream()
              .mapToLong(Clip::rows)
              .sum();
      members.add(
          new Member(
              entry.recording(), rows, keys, Optional.ofNullable(fixed.get(entry.recording()))));
    }
    Partition partition = Partition.of(members, fractions(parameters));
    invocation.output("splits", partition.splits().store(invocation.files()));
    invocation.output("rejected", new Verdict(List.copyOf(partition.rejected().values())));
  }

  private static SortedMap<String, Double> fractions(SplitParameters parameters) {
    SortedMap<String, Double> fractions = new TreeMap<>();
    BigDecimal rest = BigDecimal.ONE.subtract(parameters.validation()).subtract(parameters.test());
    fractions.put(TRAIN, rest.doubleValue());
    fractions.put(VALIDATION, parameters.validation().doubleValue());
    fractions.put(TEST, parameters.test().doubleValue());
    return fractions;
  }

  private static List<String> keys(RecordingEntry entry, List<String> by, Invocation invocation)
      throws IOException {
    List<String> keys = new ArrayList<>();
    SignedManifest manifest = invocation.read(entry.require("manifest"), SignedManifest.class);
    if (by.contains("contributor")) {
      keys.add("contributor " + manifest.publicHalf().contributor());
    }
    Optional<Cid> privateHalf = entry.value("private");
    if (by.contains("device") && privateHalf.isPresent()) {
      String device = invocation.read(privateHalf.get(), PrivateHalf.class).device();
      if (!device.equals(PrivateHalf.UNKNOWN_DEVICE)) {
        keys.add("device " + device);
      }
    }
    RecordingDescription description =
        invocation.read(entry.require("ingest/recording"), RecordingDescription.class);
    if (by.contains("place")) {
      description.cell().ifPresent(cell -> keys.add("place " + cell));
    }
    return keys;
  }
}

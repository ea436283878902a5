package net.neuralpro.transforms.split;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * parent} and {@code parent-splits}, the entries and splits of the parent version, where there is
 * one. Out: {@code splits}, a {@link Splits}, and {@code rejected}, a {@link Verdict} on recordings
 * that would leak.
 */
public final class SplitOperator implements Operator<SplitParameters> {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String TEST = "test";
  private static final String DEVICE = "device";
  private static final String CONTRIBUTOR = "contributor";
  private static final String PLACE = "place";
  private static final String CLUSTER = "cluster";

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
    SortedMap<Cid, SortedSet<Key>> clusters = clusters(invocation);
    SortedMap<Cid, String> fixed = new TreeMap<>();
    Optional<Cid> parentSplits = invocation.optionalInput("parent-splits");
    if (parentSplits.isPresent()) {
      fixed.putAll(Splits.read(invocation.files(), parentSplits.get()).byRecording());
    }
    List<Member> members = new ArrayList<>();
    for (RecordingEntry entry : entries(invocation)) {
      SortedSet<Key> keys = keys(entry, parameters.by(), invocation);
      if (parameters.by().contains(CLUSTER)) {
        keys.addAll(clusters.getOrDefault(entry.recording(), Collections.emptySortedSet()));
      }
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
    invocation.output("rejected", new Verdict(partition.rejected()));
  }

  /** Those of the run, and those of the parent version that the run does not have. */
  private static Collection<RecordingEntry> entries(Invocation invocation) throws IOException {
    SortedMap<Cid, RecordingEntry> entries = new TreeMap<>();
    for (String name : List.of("parent", "entries")) {
      Optional<Cid> cid = invocation.optionalInput(name);
      if (cid.isPresent()) {
        RecordingEntries.read(invocation.files(), cid.get())
            .entries()
            .forEach(entry -> entries.put(entry.recording(), entry));
      }
    }
    return entries.values();
  }

  private static SortedMap<Cid, SortedSet<Key>> clusters(Invocation invocation) throws IOException {
    SortedMap<Cid, SortedSet<Key>> clusters = new TreeMap<>();
    for (Clusters.Member member :
        Clusters.read(invocation.files(), invocation.input("clusters")).members()) {
      clusters
          .computeIfAbsent(member.clip().recording(), recording -> new TreeSet<>())
          .add(new Key(CLUSTER, member.representative().toString()));
    }
    return clusters;
  }

  private static SortedMap<String, BigDecimal> fractions(SplitParameters parameters) {
    SortedMap<String, BigDecimal> fractions = new TreeMap<>();
    fractions.put(
        TRAIN, BigDecimal.ONE.subtract(parameters.validation()).subtract(parameters.test()));
    fractions.put(VALIDATION, parameters.validation());
    fractions.put(TEST, parameters.test());
    return fractions;
  }

  private static SortedSet<Key> keys(RecordingEntry entry, List<String> by, Invocation invocation)
      throws IOException {
    SortedSet<Key> keys = new TreeSet<>();
    if (by.contains(CONTRIBUTOR)) {
      SignedManifest manifest = invocation.read(entry.require("manifest"), SignedManifest.class);
      keys.add(new Key(CONTRIBUTOR, manifest.publicHalf().contributor().toString()));
    }
    Optional<Cid> privateHalf = entry.value("private");
    if (by.contains(DEVICE) && privateHalf.isPresent()) {
      String device = invocation.read(privateHalf.get(), PrivateHalf.class).device();
      if (!device.equals(PrivateHalf.UNKNOWN_DEVICE)) {
        keys.add(new Key(DEVICE, device));
      }
    }
    if (by.contains(PLACE)) {
      invocation
          .read(entry.require("ingest/recording"), RecordingDescription.class)
          .cell()
          .ifPresent(cell -> keys.add(new Key(PLACE, cell.toString())));
    }
    return keys;
  }
}

package net.neuralpro.transforms.split;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code split}. In: {@code entries}, the {@link RecordingEntries} of the run with {@code
 * manifest}, {@code private}, {@code ingest/recording} and {@code segment/clips}; {@code clusters},
 * a {@link net.neuralpro.schemas.clip.Clusters}; where there is a parent version, {@code
 * parent-splits}, its splits, and {@code parent}, entries of its recordings that the run does not
 * have: they keep their splits and bind by what is known of them. All values but {@code manifest}
 * may be missing: without clips a recording has no rows, without a description no place. Out:
 * {@code splits}, a {@link Splits}, and {@code rejected}, a {@link Verdict} on recordings that
 * would leak.
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
    SortedMap<Cid, String> fixed = new TreeMap<>();
    Optional<Cid> parentSplits = invocation.optionalInput("parent-splits");
    if (parentSplits.isPresent()) {
      fixed.putAll(Splits.read(invocation.files(), parentSplits.get()).byRecording());
    }
    Collection<RecordingEntry> entries = entries(fixed.keySet(), invocation);
    RecordingKeys keys = RecordingKeys.of(entries, parameters.by(), invocation);
    List<Member> members = new ArrayList<>();
    for (RecordingEntry entry : entries) {
      members.add(
          new Member(
              entry.recording(),
              rows(entry, invocation),
              keys.keys(entry),
              Optional.ofNullable(fixed.get(entry.recording()))));
    }
    Partition partition = Partition.of(members, fractions(parameters));
    invocation.output("splits", partition.splits().store(invocation.files()));
    invocation.output("rejected", new Verdict(partition.rejected()));
  }

  /** Those of the run, and those in a split of the parent version that the run does not have. */
  private static Collection<RecordingEntry> entries(Set<Cid> fixed, Invocation invocation)
      throws IOException {
    SortedMap<Cid, RecordingEntry> entries = new TreeMap<>();
    Optional<Cid> parent = invocation.optionalInput("parent");
    if (parent.isPresent()) {
      RecordingEntries.read(invocation.files(), parent.get()).entries().stream()
          .filter(entry -> fixed.contains(entry.recording()))
          .forEach(entry -> entries.put(entry.recording(), entry));
    }
    RecordingEntries.read(invocation.files(), invocation.input("entries"))
        .entries()
        .forEach(entry -> entries.put(entry.recording(), entry));
    return entries.values();
  }

  private static long rows(RecordingEntry entry, Invocation invocation) throws IOException {
    Optional<Cid> clips = entry.value("segment/clips");
    return clips.isEmpty()
        ? 0
        : invocation.read(clips.get(), Clips.class).clips().stream().mapToLong(Clip::rows).sum();
  }

  private static SortedMap<String, BigDecimal> fractions(SplitParameters parameters) {
    SortedMap<String, BigDecimal> fractions = new TreeMap<>();
    fractions.put(
        TRAIN, BigDecimal.ONE.subtract(parameters.validation()).subtract(parameters.test()));
    fractions.put(VALIDATION, parameters.validation());
    fractions.put(TEST, parameters.test());
    return fractions;
  }
}
